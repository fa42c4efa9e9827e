import { describe, expect, test } from '@jest/globals';
import { type Attempt, parseRetryAfterMs, retryDelayMs } from '../../../lib/http/retry.ts';

const attempt = (more: Partial<Attempt> & Pick<Attempt, 'result'>): Attempt => ({
  kind: 'read',
  number: 1,
  remainingMs: 25_000,
  random: 0.5,
  ...more,
});
const isRepeated = (kind: Attempt['kind'], result: Attempt['result']) =>
  retryDelayMs(attempt({ kind, result })) !== undefined;

describe('which attempts are repeated', () => {
  test.each<[Attempt['result'], boolean, boolean]>([
    // result, as a read, as a write
    [{ status: 429 }, true, true],
    [{ failure: 'refused', sent: false }, true, true],
    [{ status: 502 }, true, false],
    [{ status: 503 }, true, false],
    [{ status: 504 }, true, false],
    [{ failure: 'reset', sent: true }, true, false],
    [{ status: 200 }, false, false],
    [{ status: 400 }, false, false],
    [{ status: 401 }, false, false],
    [{ status: 403 }, false, false],
    [{ status: 404 }, false, false],
    [{ status: 408 }, false, false],
    [{ status: 500 }, false, false],
    [{ failure: 'timeout', sent: true }, false, false],
    [{ failure: 'certificate', sent: false }, false, false],
    [{ failure: 'blocked', sent: false }, false, false],
    [{ failure: 'too_large', sent: true }, false, false],
  ])('%j: a read %s, a write %s', (result, asRead, asWrite) => {
    expect([isRepeated('read', result), isRepeated('write', result)]).toEqual([asRead, asWrite]);
  });

  test.each([
    [1, true],
    [2, true],
    [3, false],
  ])('attempt %i is followed by another: %s', (number, expected) => {
    expect(retryDelayMs(attempt({ number, result: { status: 503 } })) !== undefined).toBe(expected);
  });
});

describe('how long the wait is', () => {
  test.each<[string, Partial<Attempt>, Attempt['result'], number | undefined]>([
    ['200 ms after a failure', {}, { status: 503 }, 200],
    ['twice as long after the second', { number: 2 }, { status: 503 }, 400],
    ['at least half of that', { random: 0 }, { status: 503 }, 100],
    ['at most half as much again', { random: 1 }, { status: 503 }, 300],
    ['a second after a 429', {}, { status: 429 }, 1_000],
    ["the server's own wish", { number: 2 }, { status: 429, retryAfterMs: 3_000 }, 3_000],
    ["the server's own wish also with a 503", {}, { status: 503, retryAfterMs: 0 }, 0],
    ['twenty seconds at most', {}, { status: 429, retryAfterMs: 20_000 }, 20_000],
    ['never longer', {}, { status: 429, retryAfterMs: 20_001 }, undefined],
    ['as the deadline allows', { remainingMs: 2_000 }, { status: 429, retryAfterMs: 1_000 }, 1_000],
    ['no longer than the deadline allows', { remainingMs: 1_999 }, { status: 429, retryAfterMs: 1_000 }, undefined],
    ['none where nothing is left', { remainingMs: 0 }, { status: 503 }, undefined],
  ])('%s', (_, more, result, delayMs) => {
    expect(retryDelayMs(attempt({ ...more, result }))).toBe(delayMs);
  });
});

describe('Retry-After', () => {
  const nowMs = Date.UTC(1994, 10, 6, 8, 49, 0);

  test.each([
    ['0', 1_000],
    ['1', 1_000],
    ['7', 7_000],
    [' 120 ', 120_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun, 06 Nov 1994 08:48:00 GMT', 1_000],
    ['900', 900_000],
    ['901', 900_000],
    ['999999999', 900_000],
    ['12345678901', 900_000],
    ['Mon, 07 Nov 2025 08:49:37 GMT', 900_000],
  ])('%j means %i ms', (header, ms) => {
    expect(parseRetryAfterMs(header, nowMs)).toBe(ms);
  });

  test('is read on every day of the week', () => {
    const days = Array.from({ length: 7 }, (_, day) => nowMs + day * 24 * 3_600_000);
    const waits = days.map((dayMs) => parseRetryAfterMs(new Date(dayMs + 37_000).toUTCString(), dayMs));
    expect(waits).toEqual(Array(7).fill(37_000));
  });

  test.each([[undefined], [''], ['soon'], ['-5'], ['1.5'], ['1e3'], ['2030-01-01'], ['Sun, nonsense GMT']])(
    '%j means nothing',
    (header) => {
      expect(parseRetryAfterMs(header, nowMs)).toBeUndefined();
    },
  );
});
