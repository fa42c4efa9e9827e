import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { apiCalls } from '../../support/halo-calls.ts';
import { MINUTE_MS, seenNotes, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const report = async (input: object = {}, config: object = {}) =>
  (await extension.request('create_ticket', { ...INPUT, ...input }, { config })).body.data;
const tickets = () => extension.halo.state.tickets;
const notes = (ticketId = 2884) => seenNotes(extension, ticketId).map(({ note }) => note);

describe('a look-up of the known ticket that fails', () => {
  test.each([
    [{ kind: 'status', status: 500, body: { Message: 'x' } }, 'halo_unavailable'],
    [{ kind: 'status', status: 503, body: '' }, 'halo_unavailable'],
    [{ kind: 'reset-before' }, 'halo_unavailable'],
    [{ kind: 'broken-json' }, 'halo_unavailable'],
    [{ kind: '429', retryAfter: 60 }, 'rate_limited'],
  ] as const)('(%j) is retriable, and never a second ticket', async (fault, code) => {
    await report();
    extension.halo.faults.add({ ...fault, match: { method: 'GET', path: /^\/api\/tickets\/\d+/i }, times: Infinity });
    const { status, body } = await extension.direct('create_ticket', INPUT);
    expect(body).toMatchObject({ code });
    expect(status).toBeGreaterThanOrEqual(429);
    expect((await extension.request('create_ticket', INPUT)).status).toBe(500);
    expect(tickets()).toHaveLength(1);
    extension.halo.faults.clear();
    extension.clock.advance(MINUTE_MS);
    expect(await report()).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
  });

  test.each([
    ['empty-403', 'scope_missing'],
    ['once-401', 'scope_missing'],
  ] as const)('for want of permission (%s) is no second ticket either', async (kind, code) => {
    await report();
    extension.halo.faults.add({ kind, match: { method: 'GET', path: /^\/api\/tickets/i }, times: Infinity });
    expect((await extension.direct('create_ticket', INPUT)).body).toMatchObject({ code });
    expect(tickets()).toHaveLength(1);
  });

  test.each([400, 401, 404, 500] as const)(
    'since the agent may not see it (%d) has a successor that names it',
    async (status) => {
      await report();
      extension.halo.toggles.invisibleTicketStatus = status;
      const answer = await report();
      expect(answer).toMatchObject({ id: 2885, _meta: { deduplicated: false } });
      expect(answer._meta.warnings).toEqual([expect.stringMatching(/^Ticket 2884, .* may not see it/)]);
      expect(tickets().at(-1)?.details).toContain('#2884');
    },
  );
});

describe('a creation that fails', () => {
  test('for good leaves nothing to be looked for: the next message creates at once', async () => {
    for (let time = 0; time < 5; time++) await report({ tickettype_id: 3 });
    extension.halo.calls.clear();
    expect(await report()).toMatchObject({ id: 2884, _meta: { deduplicated: false } });
    expect(apiCalls(extension).map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/Tickets']);
  });

  test('with an unknown outcome is found by the next message, whosever that is', async () => {
    const tickets_ = { method: 'POST', path: '/api/tickets' };
    extension.halo.faults.add({ kind: 'reset-after-commit', match: tickets_ });
    extension.halo.faults.add({ kind: '429', match: { method: 'GET', path: '/api/tickets' } });
    extension.halo.faults.add({ kind: '429', match: { method: 'GET', path: '/api/tickets' } });
    extension.halo.faults.add({ kind: '429', match: { method: 'GET', path: '/api/tickets' } });
    expect((await extension.request('create_ticket', INPUT)).status).toBe(500);
    extension.halo.faults.clear();
    extension.clock.advance(2 * MINUTE_MS);
    expect(await report()).toMatchObject({ id: 2884, _meta: { deduplicated: true, reconciled: true } });
    expect(tickets()).toHaveLength(1);
  });

  test.each(['Email address must be entered', 'Mail server: not authorised to send'])(
    'in a refusal\'s words, though it was written (500 "%s"), is found at once, and no second ticket opened',
    async (Message) => {
      const match = { method: 'POST', path: '/api/tickets' } as const;
      extension.halo.faults.add({ kind: 'status', when: 'after-commit', status: 500, body: { Message }, match });
      expect(await report()).toMatchObject({ id: 2884, _meta: { reconciled: true, deduplicated: false } });
      expect(await report()).toMatchObject({ id: 2884, _meta: { deduplicated: true, occurrences: 2 } });
      expect(tickets()).toHaveLength(1);
    },
  );

  test('by a rule of HaloPSA that comes as a 500 is that refusal where nothing is found', async () => {
    const body = { Message: 'Email address must be entered' };
    extension.halo.faults.add({ kind: 'status', status: 500, body, match: { method: 'POST', path: '/api/tickets' } });
    const answer = await extension.request('create_ticket', INPUT);
    expect(answer.body).toMatchObject({ retriable: false, error: expect.stringContaining('halo_rejected') });
  });

  test('after the ticket before was closed still names that one when it succeeds', async () => {
    await report();
    Object.assign(tickets()[0] as object, { hasbeenclosed: true, status_id: 9 });
    await report({ tickettype_id: 3 });
    expect(await report()).toMatchObject({ id: 2885 });
    expect(tickets()[1]?.details).toContain('#2884');
  });
});

describe('a note that HaloPSA does not take', () => {
  const spoil = (times = 1) =>
    extension.halo.faults.add({ kind: 'status', status: 500, body: '', match: { path: '/api/actions' }, times });

  test('fails a message with a key, which is noted and not counted again when it comes again', async () => {
    await report();
    spoil();
    expect((await extension.request('create_ticket', INPUT, { key: 'k' })).status).toBe(500);
    extension.clock.advance(3_000);
    const again = await extension.request('create_ticket', INPUT, { key: 'k' });
    expect(again.body.data).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    expect(notes()).toEqual([expect.stringContaining('Seen 2 times')]);
  });

  test('is a warning to a caller without one, who would be counted again', async () => {
    await report();
    spoil();
    const { status, body } = await extension.direct('create_ticket', INPUT);
    expect(status).toBe(200);
    expect(body._meta).toMatchObject({ occurrences: 2, warnings: [expect.stringContaining('not noted')] });
  });

  test('for good is a warning to everybody', async () => {
    await report();
    const answer = await report({}, { note_outcome: 'No such outcome' });
    expect(answer._meta).toMatchObject({ occurrences: 2, warnings: [expect.stringContaining('Outcome')] });
  });

  test('is written by the next message, with the right count', async () => {
    await report();
    spoil();
    await extension.direct('create_ticket', INPUT);
    extension.clock.advance(3_000);
    await report();
    expect(notes()).toEqual([expect.stringContaining('Seen 3 times')]);
  });

  test('but has stored all the same is found, and edited within its minute', async () => {
    await report();
    extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/actions' } });
    await extension.direct('create_ticket', INPUT);
    extension.clock.advance(3_000);
    await report();
    expect(notes()).toEqual([expect.stringContaining('Seen 3 times')]);
  });

  test('since somebody has deleted the one to edit becomes another', async () => {
    await report();
    await report();
    extension.halo.state.actions.length = 0;
    expect((await report())._meta).not.toHaveProperty('warnings');
    expect(notes()).toEqual([expect.stringContaining('Seen 3 times')]);
  });
});
