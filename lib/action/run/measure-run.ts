import type { ErrorCode } from '../../errors.ts';
import type { HaloCall } from '../../halopsa/api.ts';
import type { Measurement } from '../../observability/measurements.ts';
import type { ResultFacts } from './result-facts.ts';

/** One run of an action that is over. */
export interface FinishedRun {
  action: string;
  durationMs: number;
  calls: readonly HaloCall[];
  outcome: ResultFacts | ErrorCode;
}

/** What a run adds to the metrics. Pure. */
export function measureRun({ action, durationMs, calls, outcome }: FinishedRun): Measurement[] {
  const waits = calls.map((call) => call.waitedMs).filter((waitedMs) => waitedMs > 0);
  const run: Measurement = {
    dimensions: { action },
    values: {
      requests: 1,
      duration_ms: durationMs,
      halo_latency_ms: calls.map((call) => call.durationMs),
      rate_limit_waits: waits.map(() => 1),
      rate_limit_wait_ms: waits,
      ...(typeof outcome === 'object' && countOutcome(outcome)),
    },
  };
  const failure: Measurement[] =
    typeof outcome === 'string' ? [{ dimensions: { code: outcome, action }, values: { errors: 1 } }] : [];
  return [run, ...failure, ...countStatuses(calls)];
}

/** What a replay repeats was counted when it happened. */
function countOutcome({ how, deduplicated, warnings }: ResultFacts): Measurement['values'] {
  if (how === 'replayed') return { ledger_replays: 1 };
  return {
    ...(how === 'reconciled' && { ledger_reconciliations: 1 }),
    ...(deduplicated && { dedups: 1 }),
    ...(warnings !== undefined && { warnings }),
  };
}

function countStatuses(calls: readonly HaloCall[]): Measurement[] {
  const counts = new Map<string, number>();
  for (const { status } of calls) counts.set(String(status), (counts.get(String(status)) ?? 0) + 1);
  return [...counts].map(([halo_status, halo_calls]) => ({ dimensions: { halo_status }, values: { halo_calls } }));
}
