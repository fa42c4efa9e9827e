import type { CallRecord } from '../../infra/local/halopsa-simulator/index.ts';

export interface Trips {
  /** Calls of HaloPSA's API; a token is the process's, not the action's. */
  calls: number;
  /** How often one had to wait for another's answer, plus one: calls that came together are one round trip. */
  inSequence: number;
}

/** @param latencyMs how long HaloPSA took over each answer */
export function countTrips(records: readonly Pick<CallRecord, 'path' | 'atMs'>[], latencyMs: number): Trips {
  const arrivalsMs = records.filter(({ path }) => path.startsWith('/api/')).map(({ atMs }) => atMs);
  const inSequence = arrivalsMs.filter((atMs, i) => {
    const beforeMs = arrivalsMs[i - 1] ?? Number.NEGATIVE_INFINITY;
    return atMs - beforeMs >= latencyMs / 2;
  }).length;
  return { calls: arrivalsMs.length, inSequence };
}
