import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { posted } from '../../support/halo-calls.ts';
import { MINUTE_MS, startTimedExtension, type TimedExtension } from '../../support/occurrences.ts';

const INPUT = { summary: 'EDR: credential dump on WS-042', client_id: 12, dedup_key: 'credential-dump/WS-042' };
/** By then a process has forgotten that it was refused. */
const LATER_MS = 11 * MINUTE_MS;
const REOPEN = { closed_ticket_policy: 'reopen', reopen_status_id: 2 };

let extension: TimedExtension;
beforeEach(async () => {
  extension = await startTimedExtension();
});
afterEach(() => extension.close());

const deliver = (key: string, config: object = {}) => extension.request('create_ticket', INPUT, { key, config });
const tickets = () => extension.halo.state.tickets;
const fail = (kind: 'reset-after-commit' | 'empty-403', method: string, path: string | RegExp, times = 1) =>
  extension.halo.faults.add({ kind, match: { method, path }, times });

/** Its creation breaks off, and nobody sees that HaloPSA has created it. */
async function loseSight(key: string): Promise<void> {
  fail('reset-after-commit', 'POST', '/api/tickets');
  fail('empty-403', 'GET', '/api/tickets', 2);
  expect((await deliver(key)).status).toBe(500);
  extension.halo.faults.clear();
  extension.clock.advance(LATER_MS);
}

describe('a message that has lost sight of its ticket', () => {
  /** A redelivery whose look is refused; by the next one it is allowed again. */
  const lookInVain = async (path: string | RegExp) => {
    fail('empty-403', 'GET', path, 2);
    const { status } = await deliver('one');
    extension.halo.faults.clear();
    extension.clock.advance(LATER_MS);
    return status;
  };

  test('is not given up when its look is refused', async () => {
    await loseSight('one');
    expect(await lookInVain('/api/tickets')).toBe(500);
    expect((await deliver('one')).body.data).toMatchObject({ id: 2884, _meta: { deduplicated: false } });
  });

  test('is counted on its ticket when another has found that, though a look at it is refused', async () => {
    await loseSight('one');
    await deliver('two');
    expect(await lookInVain(/tickets\/\d+$/i)).toBe(200);
    expect((await deliver('one')).body.data).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    expect(tickets()).toHaveLength(1);
  });
});

describe('another message, whose ticket was lost sight of and closed meanwhile,', () => {
  const closeLost = async () => {
    await loseSight('one');
    Object.assign(tickets()[0] as object, { hasbeenclosed: true, status_id: 9 });
  };

  test('opens another', async () => {
    await closeLost();
    expect((await deliver('two')).body.data).toMatchObject({ id: 2885, _meta: { deduplicated: false } });
    expect(posted(extension).at(-1)?.details).toContain('#2884');
  });

  test('reopens it where the configuration says so', async () => {
    await closeLost();
    expect((await deliver('two', REOPEN)).body.data).toMatchObject({ id: 2884, hasbeenclosed: false });
    expect(tickets()).toHaveLength(1);
  });
});
