import { beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../lib/clock.ts';
import { WINDOW_MS } from '../../../lib/ledger/call-blocks.ts';
import { type CallBudget, createCallBudget } from '../../../lib/ledger/call-budget.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { createVirtualTime, type VirtualTime } from '../../support/virtual-time.ts';
import { unreachable, type WatchedStore, watchStore } from '../../support/watched-store.ts';

const HALO = 'https://northwind.halopsa.com';

let time: VirtualTime;
let store: WatchedStore;
beforeEach(() => {
  time = createVirtualTime();
  store = watchStore();
});

const newProcess = (callsPer5Minutes = 300, random = 0.5): CallBudget =>
  createCallBudget({ store, clock: time, random: () => random, callsPer5Minutes });

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
    store.calls.length = 0;
    await take(budget, 1);
    expect(writes()).toBe(1);
    expect(await reserved()).toBeLessThanOrEqual(4 + 4);
  });
});

describe('a budget that is used up', () => {
  /** A block is granted whole or not at all, so one process alone leaves some. */
  const useUp = async () => {
    for (let process = 0; process < 5; process++) await take(newProcess(20), 60);
  };

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

  test('is asked for again by each process at a time of its own', async () => {
    await take(newProcess(20), 60);
    const [soon, late] = [newProcess(20, 0), newProcess(20, 1)];
    await take(soon, 1);
    await take(late, 1);
    expect(await late.take(HALO)).toBeGreaterThan(await soon.take(HALO));
  });

  test('has the first call of another process counted all the same', async () => {
    await useUp();
    const before = await reserved();
    await take(newProcess(20), 1);
    expect(await reserved()).toBe(before + 1);
  });

  test('gets back what a process has not used, though nothing is granted for it', async () => {
    const frozen = newProcess(20);
    await take(frozen, 2);
    await useUp();
    const before = await reserved();
    await time.run(time.sleep(30_000));
    const [wait] = await take(frozen, 1);
    expect(wait).toBeGreaterThan(0);
    expect(await reserved()).toBe(before - 1);
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
    await time.run(time.sleep(29_999));
    expect(await take(budget, 500)).toEqual(passes(500));
    expect(store.calls).toHaveLength(1);
    await time.run(time.sleep(1));
    expect(await take(budget, 500)).toEqual(passes(500));
    expect(store.calls).toHaveLength(2);
  });

  test('in the middle of the work holds no call up either', async () => {
    const budget = newProcess();
    await take(budget, 20);
    store.before = unreachable;
    expect(await take(budget, 500)).toEqual(passes(500));
  });

  test.each([
    ['when it is read', 'get', 1],
    ['when it is written to', 'claim', 2],
  ] as const)(
    'but hangs %s holds up one call for a second, and the next ones not at all',
    async (_, hanging, asked) => {
      store.before = ({ operation }) => (operation === hanging ? new Promise<never>(() => {}) : undefined);
      const budget = newProcess();
      for (let call = 0; call < 4; call++) expect(await budget.take(HALO)).toBe(0);
      expect(store.calls).toHaveLength(asked);
    },
  );

  test('is none that is slow and much in demand: it is asked again for the next call', async () => {
    const slow = watchStore({ ...createMemoryStore(), claim: async (item) => ({ ...item, owner: 'a quicker one' }) });
    slow.before = () => systemClock.sleep(100);
    const budget = createCallBudget({ store: slow, clock: systemClock, random: () => 0, callsPer5Minutes: 300 });
    await budget.take(HALO);
    await budget.take(HALO);
    const asked = slow.calls.length;
    expect(await budget.take(HALO)).toBe(0);
    expect(slow.calls.length).toBeGreaterThan(asked);
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

test('a process that is outbid again and again pauses ever longer, makes its call, and has it counted', async () => {
  const budget = newProcess();
  await take(budget, 3);
  const quicker = newProcess();
  await take(quicker, 1);
  // Before each of its writes somebody else writes.
  let isWriting = false;
  const triedAtMs: number[] = [];
  store.before = async ({ operation, pk }) => {
    if (operation !== 'replace' || isWriting) return;
    triedAtMs.push(time.nowMs());
    isWriting = true;
    const item = await store.get(pk);
    if (item) await store.replace({ ...item, owner: `${item.owner}x` }, item.owner);
    isWriting = false;
  };
  const before = await reserved();
  expect(await time.run(budget.take(HALO))).toBe(0);
  const pauses = triedAtMs.slice(1).map((atMs, index) => atMs - Number(triedAtMs[index]));
  expect(pauses.length).toBeGreaterThan(1);
  expect(pauses.every((pause, index) => pause > (pauses[index - 1] ?? 0))).toBe(true);
  store.before = () => {};
  await take(budget, 1);
  expect(await reserved()).toBe(before + 1 + 4);
});
