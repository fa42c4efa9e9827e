import { beforeEach, describe, expect, test } from '@jest/globals';
import { WINDOW_MS } from '../../../lib/ledger/call-blocks.ts';
import { type CallBudget, createCallBudget } from '../../../lib/ledger/call-budget.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { createVirtualTime, type VirtualTime } from '../../support/virtual-time.ts';
import { unreachable, type WatchedStore, watchStore } from '../../support/watched-store.ts';

const HALO = 'https://northwind.halopsa.com';

let time: VirtualTime;
let store: WatchedStore;
beforeEach(() => {
  time = createVirtualTime();
  store = watchStore();
});

const newProcess = (callsPer5Minutes = 300): CallBudget =>
  createCallBudget({ store, clock: time, random: () => 0.5, callsPer5Minutes });

/** Takes so many calls one after the other, and gives the waits. */
async function take(budget: CallBudget, calls: number, instance = HALO): Promise<number[]> {
  const waits: number[] = [];
  for (let call = 0; call < calls; call++) waits.push(await budget.take(instance));
  await time.run(time.sleep(0));
  return waits;
}

const passes = (calls: number) => Array(calls).fill(0);
const writes = () => store.calls.filter(({ operation }) => operation !== 'get').length;
/** What the table holds as reserved. */
const reserved = async (instance = HALO) => {
  const item = await store.get(`budget#${instance}`);
  return JSON.parse(String(item?.blocks ?? '[]')).reduce((sum: number, { n }: { n: number }) => sum + n, 0);
};

describe('a call', () => {
  test('that is the first of its process does not wait for the table', async () => {
    store.before = () => new Promise(() => {});
    expect(await newProcess().take(HALO)).toBe(0);
  });

  test('that is the first of its process is counted all the same', async () => {
    await take(newProcess(), 1);
    expect(await reserved()).toBe(1 + 2);
  });

  test('needs no table while its process has some left', async () => {
    const budget = newProcess();
    await take(budget, 2);
    store.before = unreachable;
    expect(await take(budget, 1)).toEqual(passes(1));
  });

  test('at once with forty others of its process is one of as few writes', async () => {
    const budget = newProcess();
    await take(budget, 1);
    const waits = await time.run(Promise.all(Array.from({ length: 40 }, () => budget.take(HALO))));
    expect(waits).toEqual(passes(40));
    expect(writes()).toBeLessThanOrEqual(2 + 40 / 10 + 2);
  });

  test('of a frozen process does not use what it reserved half a minute ago, and gives it back', async () => {
    const budget = newProcess();
    await take(budget, 4);
    const before = await reserved();
    await time.run(time.sleep(30_000));
    const left = before - 4;
    expect(left).toBeGreaterThan(0);
    await take(budget, 1);
    expect(await reserved()).toBeLessThanOrEqual(4 + 4);
  });
});

describe('a budget that is used up', () => {
  test('says how long: until the calls of others have left the five minutes', async () => {
    await take(newProcess(), 250);
    await time.run(time.sleep(60_000));
    const other = newProcess();
    const waits = await take(other, 60);
    const refused = waits.find((wait) => wait > 0) ?? 0;
    expect(refused).toBeGreaterThan(WINDOW_MS - 60_000);
    await time.run(time.sleep(refused));
    expect(await take(other, 1)).toEqual([0]);
  });

  test('is asked for again only when it can be free', async () => {
    const budget = newProcess(20);
    await take(budget, 60);
    store.calls.length = 0;
    expect((await take(budget, 100)).every((wait) => wait > 0)).toBe(true);
    expect(store.calls).toEqual([]);
  });

  test('holds for every process', async () => {
    const made = async () => (await take(newProcess(20), 60)).filter((wait) => wait === 0).length;
    expect((await made()) + (await made())).toBeLessThanOrEqual(20);
  });

  test('of one instance leaves those of others alone', async () => {
    const budget = newProcess(20);
    await take(budget, 60);
    expect(await take(budget, 10, 'https://contoso.halopsa.com')).toEqual(passes(10));
  });

  test('of a single call is one call', async () => {
    const budget = newProcess(1);
    const [first, ...rest] = await take(budget, 10);
    expect(first).toBe(0);
    expect(rest.every((wait) => wait > 0)).toBe(true);
  });
});

test('a budget of 0 is none, and the table is never asked', async () => {
  expect(await take(newProcess(0), 1_000)).toEqual(passes(1_000));
  expect(store.calls).toEqual([]);
});

describe('a table that can not be reached', () => {
  test('holds no call up, and is asked once in half a minute', async () => {
    store.before = unreachable;
    const budget = newProcess();
    expect(await take(budget, 500)).toEqual(passes(500));
    expect(store.calls).toHaveLength(1);
    await time.run(time.sleep(30_000));
    expect(await take(budget, 500)).toEqual(passes(500));
    expect(store.calls).toHaveLength(2);
  });

  test('in the middle of the work holds no call up either', async () => {
    const budget = newProcess();
    await take(budget, 20);
    store.before = unreachable;
    expect(await take(budget, 500)).toEqual(passes(500));
  });

  test('counts again once it is there', async () => {
    store.before = unreachable;
    const budget = newProcess(20);
    await take(budget, 5);
    store.before = () => {};
    await time.run(time.sleep(30_000));
    expect((await take(budget, 60)).some((wait) => wait > 0)).toBe(true);
  });

  test.each(['claim', 'replace'] as const)(
    'but had heard the %s counts those calls, and grants no others for them',
    async (operation) => {
      const budget = newProcess(20);
      if (operation === 'replace') await take(budget, 3);
      store.after = (call) => call.operation === operation && unreachable();
      await take(budget, 10);
      store.after = () => {};
      await time.run(time.sleep(30_000));
      const waits = await take(budget, 60);
      expect(waits.filter((wait) => wait === 0).length).toBeLessThan(20);
    },
  );
});

test('a process that is outbid again and again makes its call, and has it counted', async () => {
  const budget = newProcess();
  await take(budget, 3);
  const quicker = newProcess();
  await take(quicker, 1);
  // Before each of its writes somebody else writes.
  let isWriting = false;
  store.before = async ({ operation, pk }) => {
    if (operation !== 'replace' || isWriting) return;
    isWriting = true;
    const item = await store.get(pk);
    if (item) await store.replace({ ...item, owner: `${item.owner}x` }, item.owner);
    isWriting = false;
  };
  const before = await reserved();
  expect(await time.run(budget.take(HALO))).toBe(0);
  store.before = () => {};
  await take(budget, 1);
  expect(await reserved()).toBe(before + 1 + 4);
});

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
