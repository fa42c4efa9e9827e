import { beforeEach, describe, expect, test } from '@jest/globals';
import { createRateGate, type RateGate } from '../../../lib/halopsa/rate-gate.ts';
import { createVirtualTime, type VirtualTime } from '../../support/virtual-time.ts';

const A = 'https://a.halopsa.com';
const B = 'https://b.halopsa.com';

let time: VirtualTime;
let gate: RateGate;
/** What the budget answers, call by call; 0 once it has run out of answers. */
let budgetMs: number[];

beforeEach(() => {
  time = createVirtualTime();
  budgetMs = [];
  gate = createRateGate({ budget: { take: async () => budgetMs.shift() ?? 0 }, clock: time, random: () => 1 });
});

/** When a call of that deadline gets through. */
const enter = (instance = A, deadlineAtMs = 25_000) =>
  time.run(gate.enter(instance, deadlineAtMs).then(() => time.nowMs()));

test('a call passes at once where nobody asked to slow down', async () => {
  expect(await enter()).toBe(0);
});

describe('after a 429', () => {
  test('every call to the instance waits as long as HaloPSA wishes', async () => {
    expect(gate.slowDown(A, 3_000)).toBe(3_000);
    expect(
      await time.run(
        Promise.all(
          [1, 2, 3].map(async () => {
            await gate.enter(A, 25_000);
            return time.nowMs();
          }),
        ),
      ),
    ).toEqual([3_000, 3_000, 3_000]);
  });

  test('calls to another instance do not wait', async () => {
    gate.slowDown(A, 3_000);
    expect(await enter(B)).toBe(0);
  });

  test('a shorter wish does not cut a longer one short', async () => {
    gate.slowDown(A, 5_000);
    gate.slowDown(A, 1_000);
    expect(await enter()).toBe(5_000);
  });

  test('without a wish the wait doubles, to a minute at most', () => {
    const waits = Array.from({ length: 8 }, () => gate.slowDown(A, undefined));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('the wait is jittered, down to its half', () => {
    const early = createRateGate({ budget: { take: async () => 0 }, clock: time, random: () => 0 });
    expect(early.slowDown(A, undefined)).toBe(500);
  });

  test('a success that was under way already does not open the gate', async () => {
    gate.slowDown(A, 3_000);
    gate.relax(A);
    expect(await enter()).toBe(3_000);
  });

  test('a success afterwards begins the doubling anew', async () => {
    gate.slowDown(A, undefined);
    gate.slowDown(A, undefined);
    await enter();
    gate.relax(A);
    expect(gate.slowDown(A, undefined)).toBe(1_000);
  });
});

describe('a call whose deadline does not allow the wait fails at once, with the wait', () => {
  test('where HaloPSA asked for it', async () => {
    gate.slowDown(A, 30_000);
    await expect(enter()).rejects.toMatchObject({
      code: 'rate_limited',
      message: 'HaloPSA asked to slow down.',
      retryAfterSeconds: 30,
      hint: 'Send it again in 30 seconds.',
    });
    expect(time.nowMs()).toBe(0);
  });

  test('where our own budget is used up', async () => {
    budgetMs = [90_500];
    await expect(enter()).rejects.toMatchObject({
      code: 'rate_limited',
      message: "This extension's budget of calls to HaloPSA is used up for now.",
      retryAfterSeconds: 91,
    });
  });

  test('where too little time would be left for the call itself', async () => {
    gate.slowDown(A, 3_000);
    await expect(enter(A, 3_500)).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

test('a short wait for the budget is waited for, and asked for again', async () => {
  budgetMs = [2_000, 1_000];
  expect(await enter()).toBe(3_000);
});

describe('how long a call was held back is told', () => {
  test('as nothing where it passed at once', async () => {
    expect(await time.run(gate.enter(A, 25_000))).toBe(0);
  });

  test('over every wait, whoever asked for it', async () => {
    gate.slowDown(A, 3_000);
    budgetMs = [2_000];
    expect(await time.run(gate.enter(A, 25_000))).toBe(5_000);
  });
});
