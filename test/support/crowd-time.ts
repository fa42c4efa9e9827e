import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';

export interface CrowdTime extends Clock {
  /** Work that time waits for, unless it sleeps. */
  go<T>(work: () => Promise<T>): Promise<T>;
  /** Lets time pass until all work is over. */
  pass(): Promise<void>;
}

/** Time for many at once that also call real servers: it moves on, to the first who wakes, only while everybody sleeps. */
export function createCrowdTime(startMs: number): CrowdTime {
  let nowMs = startMs;
  let underWay = 0;
  /** By the time at which they wake. */
  const sleepers = new Map<number, (() => void)[]>();
  let asleep = 0;

  function wakeNext(): void {
    const atMs = Math.min(...sleepers.keys());
    const awake = sleepers.get(atMs) ?? [];
    sleepers.delete(atMs);
    asleep -= awake.length;
    nowMs = Math.max(nowMs, atMs);
    for (const wake of awake) wake();
  }

  return {
    nowMs: () => nowMs,
    sleep: (durationMs) =>
      new Promise((resolve) => {
        const atMs = nowMs + durationMs;
        sleepers.set(atMs, [...(sleepers.get(atMs) ?? []), resolve]);
        asleep += 1;
      }),
    async go(work) {
      underWay += 1;
      return work().finally(() => {
        underWay -= 1;
      });
    },
    async pass() {
      while (underWay > 0) {
        if (asleep === underWay) wakeNext();
        await setImmediate();
      }
    },
  };
}
