import { beforeEach, describe, expect, test } from '@jest/globals';
import { ExtensionError } from '../../../lib/errors.ts';
import { exclusively } from '../../../lib/ledger/exclusively.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { createVirtualTime, type VirtualTime } from '../../support/virtual-time.ts';
import { unreachable, type WatchedStore, watchStore } from '../../support/watched-store.ts';

let time: VirtualTime;
let memory: ReturnType<typeof createMemoryStore>;
let store: WatchedStore;
let seed: number;
/** Evenly spread and the same in every run. */
const random = () => {
  seed = (seed * 16_807) % 2_147_483_647;
  return seed / 2_147_483_647;
};

beforeEach(() => {
  time = createVirtualTime();
  memory = createMemoryStore();
  store = watchStore(memory);
  seed = 4_711;
});

const inTurn = <T>(work: () => Promise<T>, { name = 'ticket#1', deadlineAtMs = 25_000 } = {}) =>
  exclusively(name, deadlineAtMs, work, { store, clock: time, random });

/** Work that reads, takes its time, and writes back: what parallel runs would lose. */
function counter(durationMs: number) {
  const state = { count: 0 };
  const increase = async () => {
    const read = state.count;
    await time.sleep(durationMs);
    state.count = read + 1;
  };
  return { state, increase };
}

describe('work under one name', () => {
  test('gives its result, and the lease back', async () => {
    expect(await inTurn(async () => 7)).toBe(7);
    expect(memory.items.size).toBe(0);
    expect(store.calls.map((call) => call.operation)).toEqual(['claim', 'remove']);
  });

  test('that throws gives its error, and the lease back', async () => {
    await expect(inTurn(() => Promise.reject(new RangeError('odd')))).rejects.toThrow('odd');
    expect(memory.items.size).toBe(0);
  });

  test('runs one after the other, twenty at once, and nobody is left out', async () => {
    const { state, increase } = counter(200);
    await time.run(Promise.all(Array.from({ length: 20 }, () => inTurn(increase))));
    expect(state.count).toBe(20);
  });

  test('does not wait for work under another name', async () => {
    const { increase } = counter(1_000);
    await time.run(Promise.all([inTurn(increase), inTurn(increase, { name: 'ticket#2' })]));
    expect(time.nowMs()).toBe(1_000);
  });

  test('may ask for another name while it has one', async () => {
    expect(await inTurn(() => inTurn(async () => 7, { name: 'asset#ws-1' }))).toBe(7);
    expect(memory.items.size).toBe(0);
  });
});

describe('work that leaves a write open', () => {
  const lost = new ExtensionError('outcome_unknown', 'The connection failed after the write was sent.');

  test('is followed when its write has settled, not while that could still replace the next one', async () => {
    await expect(inTurn(() => Promise.reject(lost))).rejects.toBe(lost);
    expect(await time.run(inTurn(async () => time.nowMs()))).toBeGreaterThanOrEqual(2_000);
    expect(time.nowMs()).toBeLessThan(3_000);
  });

  test('does not get back a lease that has passed to another', async () => {
    const late = inTurn(() => time.sleep(10_000).then(() => Promise.reject(lost)), { deadlineAtMs: 1_000 });
    const follower = inTurn(() => time.sleep(10_000), { deadlineAtMs: 25_000 });
    await expect(time.run(late)).rejects.toBe(lost);
    expect([...memory.items.values()]).toMatchObject([{ untilMs: 27_000 }]);
    await time.run(follower);
  });
});

describe('a turn that does not come', () => {
  test('ends in time, as a failure that can be tried again and has written nothing', async () => {
    void inTurn(() => time.sleep(60_000), { deadlineAtMs: 60_000 });
    let ran = false;
    const late = inTurn(async () => {
      ran = true;
    });
    const failure = { code: 'halo_timeout', retriable: true, retryAfterSeconds: 5, hint: 'Send it again.' };
    await expect(time.run(late)).rejects.toMatchObject(failure);
    expect(time.nowMs()).toBeLessThan(25_000);
    expect(ran).toBe(false);
  });

  test('is asked for with longer and longer pauses, at most 600 ms', async () => {
    void inTurn(() => time.sleep(60_000), { deadlineAtMs: 60_000 });
    await time.run(inTurn(async () => {})).catch(() => {});
    const asked = store.calls.filter((call) => call.operation === 'claim').length;
    expect(asked).toBeGreaterThan(24_000 / 600);
    expect(asked).toBeLessThan(24_000 / 200 + 5);
  });
});

describe('a holder that died', () => {
  test('is waited for no longer than its own work could last', async () => {
    void inTurn(() => new Promise(() => {}), { deadlineAtMs: 5_000 });
    expect(await time.run(inTurn(async () => time.nowMs()))).toBeGreaterThanOrEqual(7_000);
    expect(time.nowMs()).toBeLessThan(8_000);
  });

  test('is followed without a wait also where the reply that says so gets lost, and the write is repeated', async () => {
    void inTurn(() => new Promise(() => {}), { deadlineAtMs: 5_000 });
    await time.run(time.sleep(7_000));
    const { replace } = store;
    store.replace = async (item, owner) => (await replace(item, owner)) && replace(item, owner);
    expect(await time.run(inTurn(async () => time.nowMs()))).toBe(7_000);
  });

  test('is followed by one of those who wait, not by all', async () => {
    void inTurn(() => new Promise(() => {}), { deadlineAtMs: 5_000 });
    const { state, increase } = counter(100);
    await time.run(Promise.all(Array.from({ length: 10 }, () => inTurn(increase))));
    expect(state.count).toBe(10);
  });

  test('and comes back can not take the lease from its follower', async () => {
    const late = inTurn(() => time.sleep(10_000), { deadlineAtMs: 1_000 });
    const follower = inTurn(() => time.sleep(10_000), { deadlineAtMs: 25_000 });
    await time.run(late);
    expect(memory.items.size).toBe(1);
    await time.run(follower);
    expect(memory.items.size).toBe(0);
  });
});

describe('a table that can not be reached', () => {
  test.each(['before', 'after'] as const)('stops the work before it starts (%s it heard)', async (when) => {
    store[when] = unreachable;
    let ran = false;
    const work = async () => {
      ran = true;
    };
    await expect(inTurn(work)).rejects.toMatchObject({ code: 'internal', retriable: true });
    expect(ran).toBe(false);
  });

  test('at the end does not take the result, and the lease runs out by itself', async () => {
    store.before = (call) => call.operation === 'remove' && unreachable();
    expect(await inTurn(async () => 7, { deadlineAtMs: 5_000 })).toBe(7);
    store.before = () => {};
    expect(await time.run(inTurn(async () => 8))).toBe(8);
    expect(time.nowMs()).toBeGreaterThanOrEqual(7_000);
  });
});

test('a lease outlasts the deadline of its work, and is removed by the table some time after', async () => {
  await inTurn(async () => {
    expect([...memory.items.values()]).toMatchObject([
      { pk: expect.stringMatching(/^lease#[0-9a-f]{64}$/), untilMs: 27_000, ttl: 27 + 3_600 },
    ]);
  });
});
