import { beforeEach, describe, expect, test } from '@jest/globals';
import { createTimedCache, type TimedCache } from '../../lib/timed-cache.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const MAX_AGE_MS = 1_000;

let clock: TestClock;
let cache: TimedCache;
let loads: string[];
beforeEach(() => {
  clock = createTestClock();
  cache = createTimedCache({ clock, maxAgeMs: MAX_AGE_MS, maxEntries: 2 });
  loads = [];
});

const get = (key: string, load: () => Promise<string> = async () => `value of ${key}`) =>
  cache.get(key, () => {
    loads.push(key);
    return load();
  });

describe('a value', () => {
  test('is loaded once and kept until its age', async () => {
    expect(await get('a')).toBe('value of a');
    clock.advance(MAX_AGE_MS - 1);
    expect(await get('a')).toBe('value of a');
    expect(loads).toEqual(['a']);
    clock.advance(1);
    await get('a');
    expect(loads).toEqual(['a', 'a']);
  });

  test('is as old as its answer, not as its question', async () => {
    await get('a', async () => {
      clock.advance(10 * MAX_AGE_MS);
      return 'late';
    });
    expect(await get('a')).toBe('late');
    expect(loads).toEqual(['a']);
  });

  test('is loaded once for all who wait for it', async () => {
    expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual(Array(3).fill('value of a'));
    expect(loads).toEqual(['a']);
  });

  test('is kept by its key', async () => {
    expect([await get('a'), await get('b')]).toEqual(['value of a', 'value of b']);
  });
});

describe('a failure', () => {
  const fail = () => Promise.reject(new Error('down'));

  test('is that of everybody who waits, and is not kept', async () => {
    const outcomes = await Promise.allSettled([get('a', fail), get('a', fail)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(loads).toEqual(['a']);
    expect(await get('a')).toBe('value of a');
  });

  test('does not cost a later value that took its place', async () => {
    let breakDown = () => {};
    const slow = get('a', () => new Promise((_, reject) => (breakDown = () => reject(new Error('down')))));
    await get('b');
    await get('c'); // `a` made room …
    await get('a'); // … and is loaded anew
    breakDown();
    await expect(slow).rejects.toThrow('down');
    expect(await get('a')).toBe('value of a');
    expect(loads).toEqual(['a', 'b', 'c', 'a']);
  });
});

test('the entry that was loaded longest ago makes room', async () => {
  await get('a');
  await get('b');
  await get('a');
  await get('c');
  loads = [];
  await get('b');
  await get('c');
  expect(loads).toEqual([]);
  await get('a');
  expect(loads).toEqual(['a']);
});
