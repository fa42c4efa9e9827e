import { describe, expect, test } from '@jest/globals';
import { planResume, type ResumePlan } from '../../../../lib/limacharlie/resume/plan-resume.ts';

const MINUTE_MS = 60_000;
const plan = (more: Partial<ResumePlan> = {}) =>
  planResume({ attempt: 0, sinceMs: 0, nowMs: 0, minutes: 30, retryAfterSeconds: undefined, random: 0, ...more });

describe('the next call back', () => {
  test.each([
    [0, 5],
    [1, 20],
    [2, 80],
    [3, 300],
    [4, 300],
    [60, 300],
  ])('after %i others comes in %i seconds', (attempt, seconds) => {
    expect(plan({ attempt })).toBe(seconds);
  });

  test('comes a little sooner by chance, so that not all come at once', () => {
    expect(plan({ attempt: 3, random: 1 })).toBe(240);
    expect(plan({ attempt: 3, random: 0.5 })).toBe(270);
  });

  test.each([
    [30, 30],
    [5, 5],
    [3_600, 300],
    [2, 5],
  ])('waits as long as HaloPSA asks for, %i seconds, but within what LimaCharlie takes: %i', (wished, seconds) => {
    expect(plan({ retryAfterSeconds: wished, minutes: 60 })).toBe(seconds);
  });
});

describe('there is none', () => {
  test.each<[string, Partial<ResumePlan>]>([
    ['where nobody wants it', { minutes: 0 }],
    ['where it would come after the time', { attempt: 5, nowMs: 26 * MINUTE_MS }],
    ['long after it', { attempt: 5, nowMs: 400 * MINUTE_MS }],
    ['where LimaCharlie ends the chain', { attempt: 99, minutes: 100_000 }],
  ])('%s', (_, more) => {
    expect(plan(more)).toBeUndefined();
  });

  test('but where it still fits', () => {
    expect(plan({ attempt: 5, nowMs: 25 * MINUTE_MS })).toBe(300);
    expect(plan({ attempt: 98, minutes: 100_000 })).toBe(300);
  });
});

/** Plays a whole outage. */
function callsWithin(minutes: number, random: number): number {
  let nowMs = 0;
  for (let attempt = 0; ; attempt++) {
    const seconds = plan({ attempt, nowMs, minutes, random });
    if (seconds === undefined) return attempt;
    nowMs += seconds * 1000;
  }
}

test('half an hour is within ten calls, where older versions of LimaCharlie end a chain', () => {
  expect(callsWithin(30, 0)).toBeLessThanOrEqual(10);
  expect(callsWithin(30, 1)).toBeLessThanOrEqual(10);
});

test('the longest time that can be set is within what LimaCharlie calls back', () => {
  expect(callsWithin(360, 1)).toBeLessThan(99);
  expect(callsWithin(360, 0)).toBeGreaterThan(70);
});
