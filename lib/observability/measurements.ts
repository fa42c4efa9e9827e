/** Everything that is measured, with its unit. What the dashboard and the alarms show has these names. */
export const MEASUREMENTS = {
  requests: 'Count',
  errors: 'Count',
  duration_ms: 'Milliseconds',
  cold_starts: 'Count',
  halo_calls: 'Count',
  halo_latency_ms: 'Milliseconds',
  token_requests: 'Count',
  ledger_replays: 'Count',
  ledger_reconciliations: 'Count',
  dedups: 'Count',
  warnings: 'Count',
  rate_limit_waits: 'Count',
  rate_limit_wait_ms: 'Milliseconds',
  refused_signatures: 'Count',
} as const satisfies Record<string, 'Count' | 'Milliseconds'>;

export type MeasurementName = keyof typeof MEASUREMENTS;

/** A list: one value for each time it happened. */
export type Values = Partial<Record<MeasurementName, number | readonly number[]>>;

/**
 * What values are told apart by, each beside those before it. Never an org, a message or a record: a metric is paid for by its dimensions,
 * and has no redaction.
 */
export type Dimensions = Partial<Record<'action' | 'code' | 'halo_status' | 'function', string>>;

/** Values, and what they belong to. */
export interface Measurement {
  dimensions: Dimensions;
  values: Values;
}
