import { expect, test } from '@jest/globals';
import { ttlFrom } from '../../../lib/ledger/ttl.ts';

test.each([
  [0, 1_000, 1],
  [0, 1_001, 2],
  [1_500, 500, 2],
])('what is kept from %i for %i ms goes with the first whole second after that, %i', (nowMs, keptMs, ttl) => {
  expect(ttlFrom(nowMs, keptMs)).toBe(ttl);
});

test('what no time is said for outlasts a year', () => {
  expect(ttlFrom(0)).toBeGreaterThan(366 * 24 * 3_600);
});
