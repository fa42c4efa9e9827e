import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, OTHER_OID } from '../support/extension.ts';
import { apiCalls, posted } from '../support/halo-calls.ts';
import { MINUTE_MS, seenNotes, startTimedExtension, type TimedExtension } from '../support/occurrences.ts';

const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };
const REOPEN = { closed_ticket_policy: 'reopen', reopen_status_id: 2 };
const APPEND = { closed_ticket_policy: 'append' };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension({ credentials: { allowed_oids: [OID, OTHER_OID] } });
});
afterEach(() => extension.close());

/** Each door; a direct caller's configuration is in the org's secret. */
const DOORS = {
  LimaCharlie: async (input: object = {}, config: object = {}) =>
    (await extension.request('create_ticket', { ...INPUT, ...input }, { config })).body.data,
  'a direct caller': async (input: object = {}, config: object = {}) => {
    const secret = JSON.parse(extension.secrets.get('default') ?? '');
    extension.secrets.set('default', JSON.stringify({ ...secret, defaults: config }));
    // Past the time for which a secret is believed.
    if (Object.keys(config).length > 0) extension.clock.advance(10 * MINUTE_MS);
    return (await extension.direct('create_ticket', { ...INPUT, ...input })).body;
  },
};
const doors = Object.keys(DOORS) as (keyof typeof DOORS)[];
const report = DOORS.LimaCharlie;

const tickets = () => extension.halo.state.tickets;
const notes = (ticketId = 2884) => seenNotes(extension, ticketId).map(({ note }) => note);
const change = (fields: object, ticketId = 2884) =>
  Object.assign(tickets().find(({ id }) => id === ticketId) as object, fields);
const close = (ticketId = 2884) => change({ hasbeenclosed: true, status_id: 9 }, ticketId);

describe.each(doors)('a `dedup_key` from %s', (door) => {
  const report = DOORS[door];

  test('opens a ticket the first time', async () => {
    expect(await report()).toMatchObject({ id: 2884, _meta: { deduplicated: false, occurrences: 1 } });
    expect(notes()).toEqual([]);
  });

  test('is none where a template in it found nothing, and the answer says so', async () => {
    const gap = { dedup_key: 'credential-dump/<no value>' };
    for (const summary of ['on A', 'on B']) {
      const { _meta: meta } = await report({ summary, ...gap });
      expect(meta).toEqual({ warnings: [expect.stringContaining('`dedup_key` was ignored')] });
    }
    expect(tickets()).toMatchObject([{ summary: 'on A' }, { summary: 'on B' }]);
  });

  test('is counted on that ticket in a private note when it comes again', async () => {
    await report();
    extension.clock.advance(5 * MINUTE_MS);
    expect(await report()).toMatchObject({
      id: 2884,
      summary: INPUT.summary,
      _meta: { deduplicated: true, occurrences: 2 },
    });
    expect(tickets()).toHaveLength(1);
    expect(notes()).toEqual([
      `Seen 2 times, first 2026-01-05 09:10:00 UTC, last 2026-01-05 09:15:00 UTC.\n\nNewest: ${INPUT.summary}`,
    ]);
    expect(seenNotes(extension, 2884)).toMatchObject([{ hiddenfromuser: true, outcome: 'Note' }]);
  });

  test('brings what it says of itself onto the ticket', async () => {
    await report();
    await report({ summary: 'On WS-043, too', details: 'New evidence.' });
    expect(notes()).toEqual([expect.stringMatching(/^Seen 2 times.*\n\nNewest: On WS-043, too\n\nNew evidence\.$/s)]);
  });

  test('says it in 2,000 characters', async () => {
    await report();
    await report({ details: 'x'.repeat(100_000) });
    expect(notes()[0]?.length).toBeLessThan(2_200);
  });

  test.each<[string, object, object]>([
    ['site', { site_id: 18 }, { site_id: 20 }],
    ['site by name', { site_id: 18 }, { site: 'Head Office' }],
    ['user', { site_id: 18 }, { user_id: 42 }],
    ['site in `extra`', { site_id: 18 }, { extra: { site_id: 20 } }],
  ])('has a ticket of its own at another customer, of whom only a %s is named', async (_, one, other) => {
    const ask = async (more: object) => {
      const { body } = await extension.request('create_ticket', { summary: 's', dedup_key: 'k', ...more });
      return body.data;
    };
    expect(await ask(one)).toMatchObject({ client_id: 12, _meta: { deduplicated: false } });
    expect(await ask(other)).toMatchObject({ client_id: 13, _meta: { deduplicated: false } });
    expect(await ask(one)).toMatchObject({ client_id: 12, _meta: { deduplicated: true, occurrences: 2 } });
  });

  test('edits its note within the minute, and adds another after it', async () => {
    for (const pauseMs of [0, 30_000, 10_000, 49_999, 1, 60_000]) {
      extension.clock.advance(pauseMs);
      await report();
    }
    expect(notes()).toEqual([
      expect.stringContaining('Seen 4 times'),
      expect.stringContaining('Seen 5 times'),
      expect.stringContaining('Seen 6 times'),
    ]);
  });

  test('that is another has a ticket of its own', async () => {
    await report();
    expect(await report({ dedup_key: 'another' })).toMatchObject({ id: 2885, _meta: { deduplicated: false } });
  });

  test('has a ticket for each client that it comes from, however the client is given', async () => {
    await report();
    expect(await report({ client_id: 13 })).toMatchObject({ id: 2885, client_id: 13, _meta: { deduplicated: false } });
    expect(await report({ client_id: undefined, extra: { Client_ID: '13' } })).toMatchObject({ id: 2885 });
    expect(await report({ client_id: '12' })).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    expect(await report({ client_id: undefined }, { default_client_id: 12 })).toMatchObject({ id: 2884 });
  });

  test('may have 255 characters', async () => {
    const key = 'k'.repeat(255);
    await report({ dedup_key: key });
    expect(await report({ dedup_key: key })).toMatchObject({ _meta: { deduplicated: true } });
    expect((await report({ dedup_key: `${key}k` }))?.id).toBeUndefined();
    expect(tickets()).toHaveLength(1);
  });

  test.each([[undefined], [''], ['<no value>'], [null]])('%j is none: every message has its ticket', async (key) => {
    await report({ dedup_key: key });
    const second = await report({ dedup_key: key });
    expect(second.id).toBe(2885);
    expect(second._meta ?? {}).not.toHaveProperty('deduplicated');
  });

  describe('whose ticket is closed', () => {
    beforeEach(async () => {
      await report();
      close();
      extension.halo.calls.clear();
    });

    test('opens another that names it', async () => {
      expect(await report()).toMatchObject({ id: 2885, _meta: { deduplicated: false, occurrences: 1 } });
      expect(tickets()[1]?.details).toContain('Previous ticket for the same problem: #2884');
      expect(notes()).toEqual([]);
    });

    test('counts on the other one from then on', async () => {
      await report();
      expect(await report()).toMatchObject({ id: 2885, _meta: { deduplicated: true, occurrences: 2 } });
      expect(notes(2885)).toHaveLength(1);
    });

    test('names it in the HTML, too, where the ticket has one', async () => {
      await report({ extra: { details_html: '<p>lsass</p>' } });
      expect(tickets()[1]?.details_html).toContain('#2884');
    });

    test('reopens it where the configuration says so', async () => {
      expect(await report({}, REOPEN)).toMatchObject({
        id: 2884,
        hasbeenclosed: false,
        _meta: { deduplicated: true, occurrences: 2 },
      });
      expect(tickets()).toMatchObject([{ status_id: 2, hasbeenclosed: false }]);
      expect(notes()).toHaveLength(1);
    });

    test('says that it was not reopened where no status is configured, and has a successor', async () => {
      const answer = await report({}, { closed_ticket_policy: 'reopen' });
      expect(answer).toMatchObject({ id: 2885, hasbeenclosed: false });
      expect(answer._meta.warnings).toEqual([expect.stringContaining('no `reopen_status_id`')]);
      expect(notes()).toEqual([]);
    });

    test('says that it was not reopened where the status for it is the closed one, and has a successor', async () => {
      const [{ status_id: reopen_status_id } = { status_id: 0 }] = tickets();
      const answer = await report({}, { closed_ticket_policy: 'reopen', reopen_status_id });
      expect(answer).toMatchObject({ id: 2885, hasbeenclosed: false });
      expect(answer._meta.warnings).toEqual([expect.stringContaining('no `reopen_status_id` in which')]);
    });

    test('says that it was not reopened where HaloPSA refuses, and has a successor', async () => {
      const answer = await report({}, { ...REOPEN, reopen_status_id: 77 });
      expect(answer).toMatchObject({ id: 2885, hasbeenclosed: false });
      expect(answer._meta.warnings).toEqual([expect.stringContaining('was not reopened')]);
      expect(tickets()[1]?.details).toContain('Previous ticket for the same problem: #2884');
      expect(notes()).toEqual([]);
    });

    test.each([
      ['in a whole reply', () => ({ ...tickets()[0], status_id: 8 })],
      ['and answers with the id alone', () => ({ id: 2884 })],
    ])('says that it was not reopened where HaloPSA leaves it closed %s, and has a successor', async (_, reply) => {
      const body = reply();
      extension.halo.faults.add({
        kind: 'status',
        status: 201,
        body,
        match: { method: 'POST', path: '/api/Tickets' },
      });
      const answer = await report({}, REOPEN);
      expect(answer).toMatchObject({ id: 2885, hasbeenclosed: false });
      expect(answer._meta.warnings).toEqual([expect.stringContaining('leaves it closed')]);
    });

    test('is noted on it as it is, without a warning, where the configuration says so', async () => {
      const { id, hasbeenclosed, _meta: meta } = await report({}, APPEND);
      expect({ id, hasbeenclosed }).toEqual({ id: 2884, hasbeenclosed: true });
      expect(meta).toEqual({ deduplicated: true, occurrences: 2 });
      expect(tickets()).toHaveLength(1);
      expect(notes()).toHaveLength(1);
    });
  });
});

describe('an open ticket that was last seen longer ago than the window', () => {
  const LATE_MS = 24 * 60 * MINUTE_MS + 1;
  beforeEach(async () => {
    await report();
    extension.clock.advance(LATE_MS);
  });

  test.each<[string, object, number]>([
    ['gets a successor', {}, 2885],
    ['gets a successor under `new`', { closed_ticket_policy: 'new' }, 2885],
    ['goes on under `reopen`: it is open', REOPEN, 2884],
    ['goes on under `append`', APPEND, 2884],
    ['goes on in a longer window', { dedup_window_minutes: 2_880 }, 2884],
  ])('%s', async (_, config, id) => {
    expect(await report({}, config)).toMatchObject({ id });
    expect(apiCalls(extension).some(({ body }) => JSON.stringify(body ?? '').includes('status_id'))).toBe(false);
  });

  test('would have stayed in it had it been seen meanwhile', async () => {
    await report({}, APPEND);
    extension.clock.advance(LATE_MS - 2);
    expect(await report()).toMatchObject({ id: 2884, _meta: { occurrences: 3 } });
  });
});

describe.each<[string, () => unknown]>([
  ['was deleted', () => change({ deleted: true })],
  [
    'is gone',
    () => {
      extension.halo.state.tickets.length = 0;
    },
  ],
])('a ticket that %s', (_, remove) => {
  test.each([{}, REOPEN, APPEND])('gets a successor that names it (%j)', async (config) => {
    await report();
    remove();
    expect(await report({}, config)).toMatchObject({ id: 2885, _meta: { deduplicated: false, occurrences: 1 } });
    expect(tickets().at(-1)?.details).toContain('#2884');
  });
});

describe('the same message delivered again', () => {
  test('gets its answer of then, and is counted once', async () => {
    await report();
    const deliver = () => extension.request('create_ticket', INPUT, { key: 'one' });
    const first = await deliver();
    await report();
    expect((await deliver()).body.data).toMatchObject({
      ...first.body.data,
      _meta: { replayed: true, occurrences: 2 },
    });
    expect(await report()).toMatchObject({ _meta: { occurrences: 4 } });
  });
});

describe('two orgs', () => {
  const other = () => extension.request('create_ticket', INPUT, { oid: OTHER_OID });

  test('have a ticket each for one key, also in one HaloPSA', async () => {
    await report();
    expect((await other()).body.data).toMatchObject({ id: 2885, _meta: { deduplicated: false, occurrences: 1 } });
    expect((await other()).body.data).toMatchObject({ id: 2885, _meta: { occurrences: 2 } });
    expect(await report()).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
  });

  test('need not have the same policy', async () => {
    await report();
    await other();
    close(2884);
    close(2885);
    expect(await report({}, APPEND)).toMatchObject({ id: 2884 });
    expect((await other()).body.data).toMatchObject({ id: 2886 });
  });
});

describe('an org that may touch some clients only', () => {
  beforeEach(() => {
    const secret = JSON.parse(extension.secrets.get('default') ?? '');
    extension.secrets.set('default', JSON.stringify({ ...secret, orgs: { [OID]: { allowed_client_ids: [12, 13] } } }));
  });

  test('deduplicates among them', async () => {
    await report();
    expect(await report()).toMatchObject({ id: 2884, _meta: { deduplicated: true } });
  });

  test('opens another ticket, with a warning, where the known one was moved to a client beyond them', async () => {
    await report();
    change({ client_id: 14, site_id: 21 });
    const answer = await report();
    expect(answer).toMatchObject({ id: 2885, client_id: 12, _meta: { deduplicated: false } });
    expect(answer._meta.warnings).toEqual([expect.stringContaining('2884')]);
    expect(notes(2884)).toEqual([]);
    expect(await report()).toMatchObject({ id: 2885, _meta: { occurrences: 2 } });
  });
});

test('the reference line is the only thing in the body that a key adds', async () => {
  await report({ details: 'lsass access by rundll32' });
  expect(posted(extension)[0]?.details).toMatch(/^lsass access by rundll32\n\nReference: LC-[0-9A-F]{20} [^\n]+$/);
});
