import type { Metrics } from '../../observability/metrics.ts';

/**
 * Counts what failed before its action could begin as a run that failed: errors without runs are no share of anything, and the alarm on that
 * share would keep silent.
 * @param action undefined: there is no such action, or none was asked for yet
 */
export function countFailed(code: string, metrics: Metrics, action?: string): void {
  const ofAction = action === undefined ? {} : { action };
  metrics.put({ dimensions: ofAction, values: { requests: 1 } });
  metrics.put({ dimensions: { code, ...ofAction }, values: { errors: 1 } });
}
