import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';

export interface VirtualTime extends Clock {
  /** Lets time pass from sleeper to sleeper until the work is over. Throws where nobody sleeps and it still isn't. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Time for many workers at once: it moves on only when all of them sleep, and then just to the first that wakes. */
export function createVirtualTime(startMs = 0): VirtualTime {
  let nowMs = startMs;
  let sleepers: { atMs: number; wake: () => void }[] = [];

  function wakeNext(): void {
    const atMs = Math.min(...sleepers.map((one) => one.atMs));
    const awake = sleepers.filter((one) => one.atMs === atMs);
    if (awake.length === 0) throw new Error('The work waits for something that no passing of time brings.');
    sleepers = sleepers.filter((one) => one.atMs !== atMs);
    nowMs = Math.max(nowMs, atMs);
    for (const { wake } of awake) wake();
  }

  return {
    nowMs: () => nowMs,
    sleep: (durationMs) =>
      new Promise((resolve) => {
        sleepers.push({ atMs: nowMs + durationMs, wake: resolve });
      }),
    async run(work) {
      let isOver = false;
      const settle = () => {
        isOver = true;
      };
      work.then(settle, settle);
      for (;;) {
        await setImmediate(); // every promise that needs no time has gone as far as it can by then
        if (isOver) return work;
        wakeNext();
      }
    },
  };
}
