import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID } from '../../support/extension.ts';
import { apiCalls } from '../../support/halo-calls.ts';
import { MINUTE_MS, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { cat: 'Credential dump', hostname: 'WS-042', sid: 's-1', client_id: 12 };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const report = async (input: object = {}, config: object = {}) =>
  (await extension.request('report_detection', { ...INPUT, ...input }, { config })).body.data;
const preview = (input: object = {}, config: object = {}) => report({ ...input, dry_run: true }, config);
/** What a dry run would send, briefly: the path and the record. */
const planned = async (input: object = {}, config: object = {}) =>
  (await preview(input, config)).would_send.map(({ path, body }: { path: string; body: object[] }) => [path, body[0]]);
const paths = () => apiCalls(extension).map(({ method, path }) => `${method} ${path}`);
const ticket = { summary: 'Credential dump on WS-042', client_id: 12 };

describe('a dry run of a detection', () => {
  test('that would open a ticket shows it, and the link to it under the id 0', async () => {
    expect(await planned()).toEqual([
      ['/api/Tickets', expect.objectContaining(ticket)],
      ['/api/Tickets', { id: 0, assets: [{ id: 501 }] }],
    ]);
    expect(paths()).toEqual(['GET /api/Asset']);
  });

  test('shows the asset that would be created', async () => {
    const config = { create_missing_assets: true, default_asset_type_id: 7 };
    expect(await planned({ hostname: 'WS-900' }, config)).toEqual([
      ['/api/Tickets', expect.anything()],
      ['/api/Asset', expect.objectContaining({ inventory_number: 'WS-900', client_id: 12 })],
      ['/api/Tickets', { id: 0, assets: [{ id: 0 }] }],
    ]);
  });

  test('shows the note about a machine that could not be linked', async () => {
    expect(await planned({ hostname: 'WS-900' })).toEqual([
      ['/api/Tickets', expect.anything()],
      ['/api/Actions', expect.objectContaining({ ticket_id: 0, note: expect.stringContaining('WS-900') })],
    ]);
  });

  test('asks for nothing that does not exist, also within the clients of an org', async () => {
    const secret = JSON.parse(extension.secrets.get('default') ?? '');
    extension.secrets.set('default', JSON.stringify({ ...secret, orgs: { [OID]: { allowed_client_ids: [12] } } }));
    expect(await planned()).toHaveLength(2);
    expect(await planned({ hostname: 'WS-900' })).toHaveLength(2);
    expect(paths().filter((path) => path.endsWith('/0'))).toEqual([]);
    expect(apiCalls(extension).every(({ status }) => status === 200)).toBe(true);
  });

  test('says that it can not know the machine where HaloPSA chooses the client', async () => {
    const answer = await preview({ client_id: '' });
    expect(answer.would_send).toHaveLength(1);
    expect(answer._meta.warnings).toEqual([expect.stringContaining('depends on the client')]);
  });
});

describe('a dry run of a detection that has a ticket', () => {
  beforeEach(async () => {
    await report();
    extension.halo.calls.clear();
  });

  test('shows the note, and neither counts nor links again', async () => {
    extension.clock.advance(5 * MINUTE_MS);
    const note = expect.stringContaining('Seen 2 times, first 2026-01-05 09:10:00 UTC, last 2026-01-05 09:15:00 UTC.');
    for (let i = 0; i < 2; i++)
      expect(await planned()).toEqual([
        ['/api/Actions', { ticket_id: 2884, note, hiddenfromuser: true, outcome: 'Note' }],
      ]);
    expect(await report()).toMatchObject({ occurrences: 2 });
  });

  test('shows that the note of this minute would be edited', async () => {
    await report();
    const [{ id } = { id: 0 }] = seenNotes(extension, 2884);
    expect(await planned()).toEqual([
      ['/api/Actions', expect.objectContaining({ id, note: expect.stringContaining('Seen 3 times') })],
    ]);
  });

  test('shows the link of a machine that joins it', async () => {
    expect(await planned({ hostname: 'LT-007' })).toContainEqual([
      '/api/Tickets',
      { id: 2884, assets: [{ id: 501 }, { id: 306 }] },
    ]);
  });

  describe('that is closed', () => {
    beforeEach(() => {
      Object.assign(extension.halo.state.tickets[0] as object, { hasbeenclosed: true });
    });

    test('shows the one that would follow', async () => {
      expect((await planned())[0]).toEqual([
        '/api/Tickets',
        expect.objectContaining({ details: expect.stringContaining('#2884') }),
      ]);
    });

    test('shows how it would be reopened, and does not believe that it was', async () => {
      const config = { closed_ticket_policy: 'reopen', reopen_status_id: 2 };
      expect(await planned({}, config)).toEqual([
        ['/api/Tickets', { id: 2884, status_id: 2 }],
        ['/api/Actions', expect.objectContaining({ ticket_id: 2884 })],
      ]);
      expect(await report({}, config)).toMatchObject({ ticket: { hasbeenclosed: false, status_id: 2 } });
    });
  });
});

test('a dry run in a storm shows the summary ticket', async () => {
  const config = { max_new_tickets_per_hour: 1 };
  await report({}, config);
  expect(await planned({ sid: 's-2' }, config)).toEqual([
    ['/api/Tickets', expect.objectContaining({ summary: 'Storm: Credential dump' })],
  ]);
  await report({ sid: 's-3' }, config);
  expect(await planned({ sid: 's-4' }, config)).toEqual([
    ['/api/Actions', expect.objectContaining({ note: expect.stringContaining('Seen 2 times') })],
  ]);
});
