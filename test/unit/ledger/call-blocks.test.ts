import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Block, decideReservation, HOLD_MS, WINDOW_MS } from '../../../lib/ledger/call-blocks.ts';

const NOW_MS = 1_000_000;
/** A block counts as long as calls of it can lie in somebody's five minutes. */
const COUNTS_MS = WINDOW_MS + HOLD_MS;

const decide = (more: Partial<Parameters<typeof decideReservation>[0]> = {}) =>
  decideReservation({ blocks: [], worker: 'me', used: 0, unused: 0, owed: 0, limit: 300, nowMs: NOW_MS, ...more });
const block = (w: string, n: number, ageMs = 1_000): Block => ({ w, n, at: NOW_MS - ageMs });
const sum = (blocks: readonly Block[]) => blocks.reduce((total, { n }) => total + n, 0);

describe('the next block is twice what was used of the last', () => {
  test.each([
    [0, 2],
    [1, 2],
    [2, 4],
    [4, 8],
    [5, 10],
    [8, 10],
    [10, 10],
  ])('after %i calls of it: %i', (used, granted) => {
    expect(decide({ used })).toMatchObject({ granted, blocks: [{ w: 'me', at: NOW_MS, n: granted }] });
  });
});

describe('a reservation', () => {
  test('stands behind those of the others', () => {
    const others = [block('a', 10, 2_000), block('b', 4)];
    expect(decide({ blocks: others }).blocks).toEqual([...others, { w: 'me', at: NOW_MS, n: 2 }]);
  });

  test('may be used for half a minute', () => {
    expect(decide().usableUntilMs).toBe(NOW_MS + HOLD_MS);
  });

  test('counts the calls that were made before it', () => {
    expect(decide({ owed: 3 })).toMatchObject({ granted: 2, blocks: [{ n: 5 }] });
  });

  test('counts them also where nothing is granted', () => {
    const full = [block('a', 284)];
    expect(decide({ blocks: full, owed: 3 })).toMatchObject({ granted: 0, blocks: [...full, { w: 'me', n: 3 }] });
  });
});

describe('what was not used of the last block', () => {
  test('is given back', () => {
    const blocks = [block('me', 10, 40_000), block('a', 10)];
    expect(decide({ blocks, used: 3, unused: 7 }).blocks).toMatchObject([{ n: 3 }, { n: 10 }, { n: 6 }]);
  });

  test('leaves nothing of a block that was not used at all', () => {
    expect(decide({ blocks: [block('me', 4)], unused: 4 }).blocks).toEqual([{ w: 'me', at: NOW_MS, n: 2 }]);
  });

  test('makes room for what is reserved now', () => {
    expect(decide({ blocks: [block('a', 280), block('me', 5)], unused: 5 }).granted).toBe(2);
  });

  test('is not taken from an earlier block of the same process, nor from that of another', () => {
    const blocks = [block('me', 10, 90_000), block('me', 8, 40_000), block('a', 10)];
    expect(decide({ blocks, unused: 8 }).blocks.slice(0, -1)).toMatchObject([{ n: 10 }, { w: 'a', n: 10 }]);
  });

  test('is nothing any more where the block has left the window', () => {
    const blocks = [block('me', 10, COUNTS_MS), block('a', 10)];
    expect(decide({ blocks, unused: 8 }).blocks).toMatchObject([
      { w: 'a', n: 10 },
      { w: 'me', n: 2 },
    ]);
  });
});

describe('a block counts', () => {
  test.each([
    [COUNTS_MS - 1, 2],
    [COUNTS_MS, 1],
  ])('after %i ms: %i blocks are known', (ageMs, count) => {
    expect(decide({ blocks: [block('a', 10, ageMs)] }).blocks).toHaveLength(count);
  });
});

describe('where the budget is used up', () => {
  test.each<[string, number, number, number]>([
    ['exactly filled', 283, 300, 2],
    ['one call short of a block', 284, 300, 0],
    ['over its end', 400, 300, 0],
    ['of one call, not used', 0, 1, 1],
    ['of one call, used', 1, 1, 0],
    ['smaller than a block', 0, 2, 1],
  ])('%s: %i of %i are reserved, and %i granted', (_, reserved, limit, granted) => {
    expect(decide({ blocks: [block('a', reserved)], limit }).granted).toBe(granted);
  });

  test('a whole block is waited for, not part of one', () => {
    expect(decide({ blocks: [block('a', 280)], used: 10 })).toMatchObject({ granted: 0 });
  });

  test('it is free again when enough blocks have left the window', () => {
    const blocks = [block('a', 3, 9_000), block('b', 3, 8_000), block('c', 3, 7_000), block('d', 276, 6_000)];
    expect(decide({ blocks, used: 1 }).freeAtMs).toBe(NOW_MS - 9_000 + COUNTS_MS);
    expect(decide({ blocks, used: 2 }).freeAtMs).toBe(NOW_MS - 8_000 + COUNTS_MS);
    expect(decide({ blocks, used: 4 }).freeAtMs).toBe(NOW_MS - 7_000 + COUNTS_MS);
    expect(decide({ blocks, used: 9 }).freeAtMs).toBe(NOW_MS - 6_000 + COUNTS_MS);
  });

  test('by calls that nobody reserved, it is free when those have left the window', () => {
    expect(decide({ owed: 500 }).freeAtMs).toBe(NOW_MS + COUNTS_MS);
  });
});

test('what is granted never brings the reserved calls above the limit, whoever holds what', () => {
  const blocks = fc.array(
    fc.record({ w: fc.constantFrom('me', 'a', 'b'), n: fc.nat(20), at: fc.integer({ min: 600_000, max: NOW_MS }) }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(blocks, fc.nat(10), fc.nat(10), fc.integer({ min: 1, max: 400 }), (unsorted, used, unused, limit) => {
      const {
        granted,
        blocks: after,
        freeAtMs,
      } = decide({
        blocks: unsorted.toSorted((a, b) => a.at - b.at),
        used,
        unused,
        limit,
      });
      if (granted > 0) expect(sum(after)).toBeLessThanOrEqual(Math.max(1, limit * 0.95));
      else expect(freeAtMs).toBeGreaterThan(NOW_MS);
      expect(after.every(({ n }) => n > 0)).toBe(true);
    }),
  );
});
