import type { CheckContext } from './check.ts';

/** One call that hangs must not leave the other checks without time. */
const MAX_CALL_MS = 12_000;

export const callDeadlineMs = ({ clock, deadlineAtMs }: CheckContext): number =>
  Math.min(deadlineAtMs, clock.nowMs() + MAX_CALL_MS);
