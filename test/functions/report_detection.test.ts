import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, OTHER_OID } from '../support/extension.ts';
import { posted } from '../support/halo-calls.ts';
import { MINUTE_MS, seenNotes, startTimedExtension, type TimedExtension } from '../support/occurrences.ts';

const SID = '3c4f9e1a-0000-4000-8000-000000000042';
const DETECTION = {
  cat: 'Credential dump',
  detect_id: 'det-9',
  link: 'https://app.limacharlie.io/detection/det-9',
  priority: 8,
  routing: { hostname: 'WS-042', sid: SID, event_time: Date.UTC(2026, 0, 5, 9), int_ip: '10.0.0.5' },
  detect: { event: { FILE_PATH: 'C:\\Windows\\System32\\rundll32.exe', PROCESS_ID: 4711 } },
};
/** As JSON has it: beyond what a number of JavaScript's holds. */
const DIGITS = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON('18446735277616529409');
const INPUT = { detection: DETECTION, client_id: 12 };
const PARTS = { cat: 'Credential dump', hostname: 'WS-042', sid: SID, client_id: '12' };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension({ credentials: { allowed_oids: [OID, OTHER_OID] } });
});
afterEach(() => extension.close());

const DOORS = {
  LimaCharlie: async (input: object) => (await extension.request('report_detection', input)).body.data,
  'a direct caller': async (input: object) => (await extension.direct('report_detection', input)).body,
};
const report = (input: object, config: object = {}) =>
  extension.request('report_detection', input, { config }).then(({ body }) => body.data);
const tickets = () => extension.halo.state.tickets;

describe.each(Object.keys(DOORS) as (keyof typeof DOORS)[])('a detection from %s', (door) => {
  const report = DOORS[door];

  test('opens a ticket with its machine on it', async () => {
    expect(await report(INPUT)).toMatchObject({
      ticket: { id: 2884, client_id: 12, summary: 'Credential dump on WS-042' },
      created: true,
      deduplicated: false,
      occurrences: 1,
      asset: { id: 501 },
      warnings: [],
    });
    expect(tickets()).toMatchObject([{ asset_ids: [501] }]);
  });

  test('has a body that says what, where, when, how severe and where to look, then the event', async () => {
    await report(INPUT);
    const lines = tickets()[0]?.details?.split('\n');
    expect(lines?.pop()).toMatch(/^Reference: LC-/);
    expect(lines?.join('\n')).toBe(
      [
        'What: Credential dump',
        `Where: WS-042 (sensor ${SID}, 10.0.0.5)`,
        'When: 2026-01-05 09:00:00 UTC',
        'Severity: high',
        'Detection: det-9',
        'In LimaCharlie: https://app.limacharlie.io/detection/det-9',
        '',
        'Event:',
        JSON.stringify(DETECTION.detect, null, 2),
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['as a number', { BASE: DIGITS }],
    ['in what a rule rendered as JSON', JSON.stringify({ BASE: DIGITS })],
  ])('is shown with each digit of an integer, %s', async (_, detect) => {
    await report({ detection: { cat: 'r', detect }, client_id: 12 });
    expect(tickets()[0]?.details).toContain('"18446735277616529409"');
  });

  test('is counted on its ticket when it comes again from the same sensor', async () => {
    await report(INPUT);
    extension.clock.advance(MINUTE_MS);
    expect(await report({ ...INPUT, detection: { ...DETECTION, detect_id: 'det-10' } })).toMatchObject({
      ticket: { id: 2884 },
      created: false,
      deduplicated: true,
      occurrences: 2,
    });
    const [{ note } = { note: '' }] = seenNotes(extension, 2884);
    expect(note).toMatch(/^Seen 2 times, .*\n\nNewest: Credential dump\nWhere: WS-042 .*\nDetection: det-10\n/s);
  });

  test('goes to the customer that is named, before the one by default', async () => {
    const { client_id: _, ...rest } = INPUT;
    const config = { default_client_id: 12, default_site_id: 18 };
    const answer = await extension.request('report_detection', { ...rest, client: 'contoso logistics' }, { config });
    expect(answer.body.data).toMatchObject({
      ticket: { client_id: 13 },
      _meta: { resolved: { client: { name: 'Contoso Logistics', id: 13 } } },
    });
  });

  test('of no machine and no sensor says that it shares its ticket with all of its rule', async () => {
    const { _meta: meta } = await report({ cat: 'Credential dump', hostname: '<no value>', client_id: 12 });
    expect(meta).toMatchObject({
      warnings: [expect.stringContaining('share a ticket')],
    });
  });

  test('of no rule is as many problems as it has subjects, and says so', async () => {
    const at = (summary: string) => report({ summary, hostname: 'WS-042', client_id: 12 });
    expect((await at('Dump at 10:01'))._meta.warnings).toEqual([expect.stringMatching(/`cat` or a `dedup_key`/)]);
    expect(await at('Dump at 10:02')).toMatchObject({ ticket: { id: 2885 }, created: true });
    expect(await at('Dump at 10:02')).toMatchObject({ ticket: { id: 2885 }, created: false });
  });

  test('in parts is the same as the whole', async () => {
    await report(INPUT);
    expect(await report(PARTS)).toMatchObject({ ticket: { id: 2884 }, occurrences: 2 });
  });

  test.each([
    [{ hostname: 'WS-042' }, { hostname: ' WS-042 ' }],
    [{ dedup_key: 'x' }, { dedup_key: ' x\t' }],
    [{ hostname: 'WS-042' }, { hostname: 'WS-042', cat: ' Credential dump ' }],
  ])('is counted on its ticket of %j with blanks around it, too: %j', async (one, other) => {
    await report({ cat: 'Credential dump', client_id: 12, ...one });
    const second = await report({ cat: 'Credential dump', client_id: 12, ...other });
    expect(second).toMatchObject({ ticket: { id: 2884 }, occurrences: 2 });
  });

  test('of another sensor, or of another rule, has a ticket of its own', async () => {
    await report(INPUT);
    expect(await report({ ...PARTS, sid: 'another' })).toMatchObject({ ticket: { id: 2885 } });
    expect(await report({ ...PARTS, cat: 'Another rule' })).toMatchObject({ ticket: { id: 2886 } });
  });

  test('of another sensor has one, too, where the `dedup_key` came with a gap in it, and says so', async () => {
    const dedup_key = 'credential-dump/<no value>';
    await report({ ...INPUT, dedup_key });
    const second = await report({ ...PARTS, sid: 'another', dedup_key });
    expect(second).toMatchObject({
      ticket: { id: 2885 },
      _meta: { warnings: [expect.stringMatching(/`dedup_key`.*<no value>/)] },
    });
  });

  test('of another sensor is counted with it under one `dedup_key`', async () => {
    await report({ ...INPUT, dedup_key: 'outbreak' });
    expect(await report({ ...PARTS, sid: 'another', dedup_key: 'outbreak' })).toMatchObject({ occurrences: 2 });
  });

  test('that names neither a rule nor a summary is refused, and says what it could have', async () => {
    await report({ detection: { detect: {} }, client_id: 12 });
    const { body } = await extension.direct('report_detection', { detection: { detect: {} }, client_id: 12 });
    expect(body).toMatchObject({ code: 'invalid_input', errors: [{ field: 'cat', received: 'none of them' }] });
    expect(body.hint).not.toContain('based on report');
    expect(tickets()).toEqual([]);
  });

  test('that is the event, since its rule is not based on the report, is refused with the line that is missing', async () => {
    const detection = { event: { FILE_PATH: 'C:\\x.exe' }, routing: { hostname: 'WS-042' } };
    const { body } = await extension.request('report_detection', { detection });
    expect(body).toMatchObject({
      error: expect.stringContaining('Put `based on report: true` beside'),
      retriable: false,
    });
    expect(tickets()).toEqual([]);
  });
});

describe('its parts', () => {
  test('win over what the detection says', async () => {
    await report({ ...INPUT, hostname: 'LT-007', summary: 'Mine', priority: 'low', details: 'Playbook 7 applies.' });
    expect(tickets()[0]).toMatchObject({ summary: 'Mine', asset_ids: [306] });
    expect(tickets()[0]?.details).toMatch(/Where: LT-007.*Severity: low.*\n\nPlaybook 7 applies\.\n\nEvent:/s);
  });

  test('in `extra` win over everything', async () => {
    await report({ ...INPUT, extra: { summary: 'Raw', team: 'SOC', category_1: 'Security' } });
    expect(tickets()[0]).toMatchObject({ summary: 'Raw', team: 'SOC', category_1: 'Security' });
  });

  test('that place and assign the ticket reach it', async () => {
    await report({ ...INPUT, site_id: '18', user_id: 41, agent_id: 7, team: 'SOC', tickettype_id: 2 });
    expect(tickets()[0]).toMatchObject({ site_id: 18, user_id: 41, agent_id: 7, team: 'SOC', tickettype_id: 2 });
  });

  test('that the org has defaults for may be left out', async () => {
    const { _meta: meta } = await report(
      { detection: DETECTION },
      { default_client_id: 12, default_team: 'SOC', default_agent_id: 8 },
    );
    expect(tickets()[0]).toMatchObject({ client_id: 12, team: 'SOC', agent_id: 8 });
    expect(meta.defaults).toEqual({ client_id: 12, team: 'SOC', agent_id: 8 });
  });
});

describe('its severity', () => {
  const MAP = { priority_map: { critical: 1, high: 2, medium: 3, low: 4 } };

  test.each([
    [{ priority: 8 }, 2],
    [{ priority: '9' }, 1],
    [{ priority: 'Medium' }, 3],
    [{ priority: 'low' }, 4],
  ])('%j has the priority %d', async (part, priorityId) => {
    await report({ ...INPUT, ...part }, MAP);
    expect(posted(extension)[0]).toMatchObject({ priority_id: priorityId });
  });

  test.each([
    ['is not in the map', { priority: 'info' }, MAP],
    ['is not known', { detection: { ...DETECTION, priority: undefined } }, MAP],
    ['has no map', {}, {}],
  ])('that %s leaves the priority to HaloPSA', async (_, part, config) => {
    await report({ ...INPUT, ...part }, config);
    expect(posted(extension)[0]).not.toHaveProperty('priority_id');
  });

  test('that can not be read leaves it to HaloPSA, with a warning that says what would have been right', async () => {
    const detection = { ...DETECTION, priority: undefined };
    const { ticket, _meta } = await report({ ...INPUT, detection, priority: 'urgent' }, MAP);
    expect(ticket).toMatchObject({ id: 2884 });
    expect(posted(extension)[0]).not.toHaveProperty('priority_id');
    expect(_meta.warnings).toEqual([
      '`priority` was ignored: expected 0 to 10, or one of critical, high, medium, low, info; received "urgent".',
    ]);
  });

  test('of the detection counts where the input can not be read, with that warning', async () => {
    const { _meta } = await report({ detection: { ...DETECTION, priority: 9 }, client_id: 12, priority: 'P1' }, MAP);
    expect(posted(extension)[0]).toMatchObject({ priority_id: 1 });
    expect(_meta.warnings).toEqual([expect.stringMatching(/^`priority` was ignored: .*; received "P1"\.$/)]);
  });

  test('beyond the scale is critical, with a warning', async () => {
    const { _meta } = await report({ ...INPUT, priority: 99 }, MAP);
    expect(posted(extension)[0]).toMatchObject({ priority_id: 1 });
    expect(_meta.warnings).toEqual(['`priority` goes from 0 to 10; "99" was read as critical.']);
  });

  test('gives way to a priority in `extra`', async () => {
    await report({ ...INPUT, extra: { priority_id: 4 } }, MAP);
    expect(posted(extension)[0]).toMatchObject({ priority_id: 4 });
  });
});

test('a detection that comes again with an integer of so many digits is the same message', async () => {
  const deliver = () =>
    extension.request('report_detection', { detection: { cat: 'r', detect: DIGITS }, client_id: 12 }, { key: 'k' });
  await deliver();
  expect((await deliver()).body.data).toMatchObject({ occurrences: 1, _meta: { replayed: true } });
});

test('two orgs have a ticket each for one detection', async () => {
  await report(INPUT);
  const other = await extension.request('report_detection', INPUT, { oid: OTHER_OID });
  expect(other.body.data).toMatchObject({ ticket: { id: 2885 }, created: true });
  expect(await report(INPUT)).toMatchObject({ ticket: { id: 2884 }, occurrences: 2 });
});

test('an org that may touch one client only reports to that one, and to no other', async () => {
  const secret = JSON.parse(extension.secrets.get('default') ?? '');
  extension.secrets.set('default', JSON.stringify({ ...secret, orgs: { [OID]: { allowed_client_ids: [12] } } }));
  expect(await report({ detection: DETECTION })).toMatchObject({ ticket: { client_id: 12 }, asset: { id: 501 } });
  const { status, body } = await extension.direct('report_detection', { ...INPUT, client_id: 13, dedup_key: 'x' });
  expect([status, body.code]).toEqual([403, 'client_not_allowed']);
  expect(tickets()).toHaveLength(1);
});
