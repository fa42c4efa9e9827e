import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MINUTE_MS, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const report = async (input: object = {}, config: object = {}) =>
  (await extension.request('create_ticket', { ...INPUT, ...input }, { config })).body.data;
const tickets = () => extension.halo.state.tickets;

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
