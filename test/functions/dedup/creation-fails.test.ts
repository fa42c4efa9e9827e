import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { apiCalls } from '../../support/halo-calls.ts';
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
    expect(await report()).toMatchObject({ id: 2884, _meta: { deduplicated: true } });
    expect(tickets()).toHaveLength(1);
  });

  test.each(['Email address must be entered', 'Mail server: not authorised to send'])(
    'in a refusal\'s words, though it was written (500 "%s"), is found, and no second ticket opened',
    async (Message) => {
      const match = { method: 'POST', path: '/api/tickets' } as const;
      const commit = extension.halo.state.tickets;
      extension.halo.faults.add({ kind: 'status', when: 'after-commit', status: 500, body: { Message }, match });
      await report();
      await report();
      expect(commit).toHaveLength(1);
    },
  );

  test('after the ticket before was closed still names that one when it succeeds', async () => {
    await report();
    Object.assign(tickets()[0] as object, { hasbeenclosed: true, status_id: 9 });
    await report({ tickettype_id: 3 });
    expect(await report()).toMatchObject({ id: 2885 });
    expect(tickets()[1]?.details).toContain('#2884');
  });
});
