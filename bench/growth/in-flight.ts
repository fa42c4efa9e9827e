import { TIMER_MS } from '../support/timer.ts';

/**
 * How many calls were unanswered at one time. Each takes at least the latency, so those that came within one latency overlapped.
 *
 * @param arrivalsMs in order
 */
export function mostInFlight(arrivalsMs: readonly number[], latencyMs: number): number {
  const overlapping = arrivalsMs.map(
    (startMs) => arrivalsMs.filter((atMs) => atMs >= startMs && atMs < startMs + latencyMs - TIMER_MS).length,
  );
  return Math.max(0, ...overlapping);
}
