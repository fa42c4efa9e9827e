import type { CallRecord } from '../../infra/local/halopsa-simulator/index.ts';
import { TIMER_MS } from '../support/timer.ts';

export interface Trips {
  /** Calls of HaloPSA's API; a token is the process's, not the action's. */
  calls: number;
  /** How often one had to wait for another's answer, plus one: calls that came together are one round trip. */
  inSequence: number;
}

/**
 * A call that needs another's answer comes at least one latency after it. Whatever comes sooner was sent without waiting, however slowly a
 * busy machine sent it.
 *
 * @param records in order of arrival
 * @param latencyMs how long HaloPSA took over each answer
 */
export function countTrips(records: readonly Pick<CallRecord, 'path' | 'atMs'>[], latencyMs: number): Trips {
  const arrivalsMs = records.filter(({ path }) => path.startsWith('/api/')).map(({ atMs }) => atMs);
  let inSequence = 0;
  let tripBeganAtMs = Number.NEGATIVE_INFINITY;
  for (const atMs of arrivalsMs) {
    if (atMs - tripBeganAtMs < latencyMs - TIMER_MS) continue;
    inSequence += 1;
    tripBeganAtMs = atMs;
  }
  return { calls: arrivalsMs.length, inSequence };
}
