import { describe, expect, test } from '@jest/globals';
import { isRunning } from '../../../../../infra/local/is-running.ts';
import { createFunctionPool, type FunctionPool } from '../../../../../infra/local/lambda/function-pool.ts';
import type { InvocationOutcome } from '../../../../../infra/local/lambda/invocation-outcome.ts';
import { startWorker, type Worker } from '../../../../../infra/local/lambda/start-worker.ts';
import { localFunction } from '../fixtures/local-function.ts';

/** A worker that the test ends the invocations of. */
class HandWorker implements Worker {
  readonly events: unknown[] = [];
  #exit = Promise.withResolvers<void>();
  #running = Promise.withResolvers<InvocationOutcome>();

  readonly exited = this.#exit.promise;

  run(event: string): Promise<InvocationOutcome> {
    this.events.push(JSON.parse(event));
    this.#running = Promise.withResolvers();
    return this.#running.promise;
  }

  async finish(): Promise<void> {
    this.#running.resolve({ kind: 'reply', payload: JSON.stringify(this.events.at(-1)) });
    await settled();
  }

  async crash(): Promise<void> {
    this.#exit.resolve();
    await settled();
    this.#running.resolve({ kind: 'failed' });
    await settled();
  }
}

/** A pool whose workers come up when, and how, the test says. */
function handPool(maxWorkers?: number) {
  const starting: ((worker: Worker | undefined) => void)[] = [];
  const pool = createFunctionPool(() => new Promise((resolve) => starting.push(resolve)), maxWorkers);
  const comesUp = async (): Promise<HandWorker> => {
    const worker = new HandWorker();
    starting.shift()?.(worker);
    await settled();
    return worker;
  };
  const failsToComeUp = async (): Promise<void> => {
    starting.shift()?.(undefined);
    await settled();
  };
  return { pool, starting, comesUp, failsToComeUp };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const reply = (event: unknown): InvocationOutcome => ({ kind: 'reply', payload: JSON.stringify(event) });

describe('the pool of a function', () => {
  test('starts nothing before the first invocation', () => {
    expect(handPool().starting).toHaveLength(0);
  });

  test('uses an idle worker again rather than start another', async () => {
    const { pool, starting, comesUp } = handPool();
    const first = pool.invoke(1);
    const worker = await comesUp();
    await worker.finish();
    const second = pool.invoke(2);
    await worker.finish();
    expect([await first, await second]).toEqual([reply(1), reply(2)]);
    expect(starting).toHaveLength(0);
  });

  test('gives a worker one invocation at a time', async () => {
    const { pool, comesUp } = handPool(1);
    const [first, second] = [pool.invoke(1), pool.invoke(2)];
    const worker = await comesUp();
    expect(worker.events).toEqual([1]);
    await worker.finish();
    expect(worker.events).toEqual([1, 2]);
    await worker.finish();
    expect([await first, await second]).toEqual([reply(1), reply(2)]);
  });

  test('starts one worker for each invocation that waits, up to ten', () => {
    const { pool, starting } = handPool();
    for (let call = 1; call <= 25; call += 1) {
      void pool.invoke(call);
      expect(starting).toHaveLength(Math.min(call, 10));
    }
  });

  test('serves what waits in the order of arrival, by whichever worker is free first', async () => {
    const { pool, comesUp } = handPool(2);
    for (const call of [1, 2, 3, 4]) void pool.invoke(call);
    const [a, b] = [await comesUp(), await comesUp()];
    await b.finish();
    await a.finish();
    expect([a.events, b.events]).toEqual([
      [1, 4],
      [2, 3],
    ]);
  });

  test('lets an invocation have a worker that became free before its own came up', async () => {
    const { pool, comesUp } = handPool();
    const first = pool.invoke(1);
    const worker = await comesUp();
    const second = pool.invoke(2);
    await worker.finish();
    await worker.finish();
    expect([await first, await second]).toEqual([reply(1), reply(2)]);
  });

  test('replaces a worker that crashed, and fails only the invocation it had', async () => {
    const { pool, comesUp } = handPool(1);
    const [first, second] = [pool.invoke(1), pool.invoke(2)];
    await (await comesUp()).crash();
    await (await comesUp()).finish();
    expect([await first, await second]).toEqual([{ kind: 'failed' }, reply(2)]);
  });

  test('does not use a worker that died while it was idle', async () => {
    const { pool, starting, comesUp } = handPool();
    void pool.invoke(1);
    const worker = await comesUp();
    await worker.finish();
    await worker.crash();
    void pool.invoke(2);
    expect(starting).toHaveLength(1);
  });

  test('fails one waiting invocation for each worker that does not come up, the oldest first', async () => {
    const { pool, comesUp, failsToComeUp } = handPool();
    const [first, second] = [pool.invoke(1), pool.invoke(2)];
    await failsToComeUp();
    expect(await first).toEqual({ kind: 'failed' });
    await (await comesUp()).finish();
    expect(await second).toEqual(reply(2));
  });

  test('tries again for those who wait beyond the cap when no worker comes up', async () => {
    const { pool, failsToComeUp } = handPool(1);
    const calls = [pool.invoke(1), pool.invoke(2), pool.invoke(3)];
    for (const _ of calls) await failsToComeUp();
    expect(await Promise.all(calls)).toEqual(calls.map(() => ({ kind: 'failed' })));
  });

  test('never begins an invocation that nobody waits for any longer', async () => {
    const { pool, comesUp } = handPool(1);
    const client = new AbortController();
    void pool.invoke(1);
    const given = pool.invoke(2, client.signal);
    const last = pool.invoke(3);
    const worker = await comesUp();
    client.abort();
    await worker.finish();
    await worker.finish();
    expect(worker.events).toEqual([1, 3]);
    expect([await given, await last]).toEqual([{ kind: 'failed' }, reply(3)]);
  });

  test.each([
    ['takes', 6 * 1024 * 1024 + 100 - 2, 'no answer yet'],
    ['refuses', 6 * 1024 * 1024 + 100 - 1, 'too_large'],
  ])("%s an event of a length on its side of Lambda's limit", async (_, length, expected) => {
    const { pool } = handPool();
    const outcome = pool.invoke('x'.repeat(length)).then(({ kind }) => kind);
    expect(await Promise.race([outcome, settled().then(() => 'no answer yet')])).toBe(expected);
  });

  test('fails what waits when it is closed, and what comes later', async () => {
    const { pool, comesUp } = handPool(1);
    void pool.invoke(1);
    const worker = await comesUp();
    const waits = pool.invoke(2);
    const closing = pool.close();
    await worker.crash();
    await closing;
    expect([await waits, await pool.invoke(3)]).toEqual([{ kind: 'failed' }, { kind: 'failed' }]);
  });
});

describe('the pool over real processes', () => {
  const withPool = async (run: (pool: FunctionPool) => Promise<void>, overrides = {}) => {
    const fn = localFunction('scripted', overrides);
    const pool = createFunctionPool((stop) => startWorker(fn, () => undefined, stop), 3);
    try {
      await run(pool);
    } finally {
      await pool.close();
    }
  };
  const pidOf = (outcome: InvocationOutcome): number => {
    if (outcome.kind !== 'reply') throw new Error(outcome.kind);
    return JSON.parse(outcome.payload).pid;
  };

  test('runs at once as many as there may be workers, the rest after them, and leaves no process behind', async () => {
    const pids = new Set<number>();
    await withPool(async (pool) => {
      const outcomes = await Promise.all(Array.from({ length: 9 }, () => pool.invoke({ sleepMs: 200 })));
      for (const outcome of outcomes) pids.add(pidOf(outcome));
    });
    expect(pids.size).toBe(3);
    expect([...pids].filter(isRunning)).toEqual([]);
  });

  test('answers the next invocation after one timed out', async () => {
    await withPool(
      async (pool) => {
        expect(await pool.invoke({ sleepMs: 60_000 })).toEqual({ kind: 'failed' });
        expect((await pool.invoke({})).kind).toBe('reply');
      },
      { timeoutMs: 2_000 },
    );
  });

  test('ends workers in the middle of an invocation and in the middle of their start', async () => {
    await withPool(async (pool) => {
      const pid = pidOf(await pool.invoke({}));
      const calls = [pool.invoke({ sleepMs: 60_000 }), pool.invoke({}), pool.invoke({})];
      await pool.close();
      expect(await Promise.all(calls)).toEqual(calls.map(() => ({ kind: 'failed' })));
      expect(isRunning(pid)).toBe(false);
    });
  });
});
