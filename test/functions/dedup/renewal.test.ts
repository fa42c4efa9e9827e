import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type KeyHistory, startKeyHistory } from '../../support/key-history.ts';
import { MINUTE_MS } from '../../support/occurrences.ts';
import { unreachable } from '../../support/watched-store.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;
const TTL_DAYS = 400;

let history: KeyHistory;
let messages = 0;
beforeEach(async () => {
  history = await startKeyHistory();
  await history.deliver('first');
  history.store.calls.length = 0;
});
afterEach(() => history.extension.close());

/** The key's next message, so long after the one before. */
function deliverAfter(durationMs: number) {
  history.extension.clock.advance(durationMs);
  return history.deliver(`later-${++messages}`);
}
const renewals = () =>
  history.store.calls.filter(({ operation, pk }) => operation === 'replace' && pk.startsWith('dedup#')).length;
const slotDays = () => {
  const slot = [...history.items.values()].find(({ pk }) => pk.startsWith('dedup#'));
  return (Number(slot?.ttl) * 1_000 - history.extension.clock.nowMs()) / DAY_MS;
};

describe('a key in daily use', () => {
  test('has its one open ticket for longer than an unused key is known', async () => {
    for (let day = 1; day <= TTL_DAYS + 2; day++) await deliverAfter(DAY_MS - MINUTE_MS);
    expect(history.tickets()).toHaveLength(1);
    expect(history.counts()).toEqual([TTL_DAYS + 3]);
  }, 30_000);

  test('is written once a day for that, and otherwise only counted', async () => {
    for (let hour = 1; hour < 24; hour++) await deliverAfter(60 * MINUTE_MS);
    expect(renewals()).toBe(0);
    for (let hour = 24; hour < 48; hour++) await deliverAfter(60 * MINUTE_MS);
    expect(renewals()).toBe(1);
    expect(slotDays()).toBeGreaterThan(TTL_DAYS - 1);
  });

  test('keeps its ticket where that write fails, and is written by the next message', async () => {
    history.store.before = ({ operation, pk }) => operation === 'replace' && pk.startsWith('dedup#') && unreachable();
    expect(await deliverAfter(DAY_MS)).toMatchObject({ id: 2884, _meta: { occurrences: 2 } });
    history.store.before = () => {};
    await deliverAfter(MINUTE_MS);
    expect(slotDays()).toBeCloseTo(TTL_DAYS);
  });
});

test('a key that was not used for 400 days gets another ticket', async () => {
  expect(await deliverAfter(TTL_DAYS * DAY_MS + MINUTE_MS)).toMatchObject({ id: 2885, _meta: { deduplicated: false } });
});
