import type { Clock } from '../../lib/clock.ts';

/** Time that starts at 0 and moves only when told to, or when somebody sleeps. */
export interface TestClock extends Clock {
  advance(durationMs: number): void;
  /** The sleeps so far, in order. */
  readonly sleepsMs: number[];
}

export function createTestClock(startMs = 0): TestClock {
  let nowMs = startMs;
  const sleepsMs: number[] = [];
  return {
    sleepsMs,
    nowMs: () => nowMs,
    advance(durationMs) {
      nowMs += durationMs;
    },
    async sleep(durationMs) {
      sleepsMs.push(durationMs);
      nowMs += durationMs;
    },
  };
}
