import { beforeEach, describe, expect, test } from '@jest/globals';
import { WINDOW_MS } from '../../../lib/ledger/call-blocks.ts';
import { createCallBudget } from '../../../lib/ledger/call-budget.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { createVirtualTime } from '../../support/virtual-time.ts';
import { watchStore } from '../../support/watched-store.ts';

const HALO = 'https://northwind.halopsa.com';

interface Load {
  workers: number;
  minutes: number;
  limit?: number;
  /** How long a worker takes over a call, at most. */
  callMs?: number;
  /** How many calls a worker makes before it is gone. */
  callsEach?: number;
  /** Over how long the workers begin. */
  arrivalMs?: number;
}

/** Processes that call as fast as they may, against a table that takes 2 to 17 ms a way. */
async function simulate({ workers, minutes, limit = 300, callMs = 200, callsEach = Infinity, arrivalMs = 0 }: Load) {
  const time = createVirtualTime();
  let seed = 4_711;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const memory = createMemoryStore();
  let written = 0;
  const table = watchStore({
    ...memory,
    replace: async (item, owner) => {
      const isWritten = await memory.replace(item, owner);
      written += Number(isWritten);
      return isWritten;
    },
  });
  const way = () => time.sleep(2 + Math.round(15 * random()));
  table.before = way;
  table.after = way;

  const made: { atMs: number; worker: number }[] = [];
  async function work(worker: number): Promise<void> {
    await time.sleep(Math.round(arrivalMs * random()));
    const budget = createCallBudget({ store: table, clock: time, random, callsPer5Minutes: limit });
    for (let call = 0; call < callsEach && time.nowMs() < minutes * 60_000; ) {
      const waitMs = await budget.take(HALO);
      if (waitMs === 0) {
        made.push({ atMs: time.nowMs(), worker });
        call++;
      }
      await time.sleep(waitMs || Math.round(callMs * random()));
    }
  }
  await time.run(Promise.all(Array.from({ length: workers }, (_, worker) => work(worker))));

  const times = made.map(({ atMs }) => atMs).sort((a, b) => a - b);
  let oldest = 0;
  let worst = 0;
  times.forEach((atMs, i) => {
    while (atMs - (times[oldest] as number) >= WINDOW_MS) oldest++;
    worst = Math.max(worst, i - oldest + 1);
  });
  const perWorker = Array.from({ length: workers }, (_, worker) => made.filter((one) => one.worker === worker).length);
  return {
    calls: made.length,
    worst,
    written,
    fewest: Math.min(...perWorker),
    used: made.length / ((limit * minutes) / 5),
  };
}

describe('twenty processes that call one instance as fast as they may, for twenty minutes', () => {
  let result: Awaited<ReturnType<typeof simulate>>;
  beforeEach(async () => {
    result = await simulate({ workers: 20, minutes: 20 });
  });

  test('never make more than 5 % above the budget in any five minutes', () => {
    expect(result.worst).toBeLessThanOrEqual(300 * 1.05);
    expect(result.worst).toBeGreaterThan(250);
  });

  test('write to the table once a block: three times until each asks for whole ones, then once in ten calls', () => {
    expect(result.written).toBeLessThanOrEqual(20 * 3 + result.calls / 10);
  });

  test('get most of the budget, and each some of it', () => {
    expect(result.used).toBeGreaterThan(0.85);
    expect(result.fewest).toBeGreaterThan(5);
  });
});

test.each([200, 500, 1_000])('twenty processes stay within 5 %% of a budget of %i too', async (limit) => {
  const { worst, used } = await simulate({ workers: 20, minutes: 16, limit });
  expect(worst).toBeLessThanOrEqual(limit * 1.05);
  expect(used).toBeGreaterThan(0.7);
});

test('ninety processes that make three calls each are not held up by what others reserved and left', async () => {
  const { calls, worst } = await simulate({ workers: 90, minutes: 5, callsEach: 3, arrivalMs: 240_000 });
  expect(calls).toBe(90 * 3);
  expect(worst).toBeLessThanOrEqual(300 * 1.05);
});
