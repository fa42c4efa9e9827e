import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { timeLimit } from '../../../lib/http/time-limit.ts';

const aborted = (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener('abort', resolve));
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('a time limit aborts', () => {
  test.each([
    ['its time is over', 1],
    ['its time is a fraction of a millisecond', 0.2],
    ['its time was over before it began', -5],
  ])('when %s', async (_, timeoutMs) => {
    using limit = timeLimit(timeoutMs);
    expect(limit.signal.aborted).toBe(false);
    await aborted(limit.signal);
    expect(limit.signal.reason).toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('no reply') });
  });

  test('when its caller gives up, for the caller’s reason', () => {
    const caller = new AbortController();
    using limit = timeLimit(10_000, caller.signal);
    expect(limit.signal.aborted).toBe(false);
    caller.abort('enough');
    expect(limit.signal.reason).toBe('enough');
  });

  test('at once, when its caller had given up before', () => {
    using limit = timeLimit(10_000, AbortSignal.abort('enough'));
    expect(limit.signal.reason).toBe('enough');
  });

  test('once, for what came first', () => {
    const caller = new AbortController();
    using limit = timeLimit(10_000, caller.signal);
    caller.abort('first');
    caller.abort('second');
    expect(limit.signal.reason).toBe('first');
  });
});

describe('an ended time limit', () => {
  test('never aborts', async () => {
    const caller = new AbortController();
    const limit = timeLimit(1, caller.signal);
    limit[Symbol.dispose]();
    caller.abort();
    await sleep(20);
    expect(limit.signal.aborted).toBe(false);
  });

  test('leaves no timer behind, however many there were', () => {
    const before = timers();
    for (let i = 0; i < 100; i++) timeLimit(30_000)[Symbol.dispose]();
    expect(timers()).toBe(before);
  });

  test('leaves no listener behind on what outlives it', () => {
    const caller = new AbortController();
    for (let i = 0; i < 100; i++) timeLimit(30_000, caller.signal)[Symbol.dispose]();
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });
});
