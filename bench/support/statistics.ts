/** A sample's middle and how far it scatters. All in the sample's unit. */
export interface Spread {
  median: number;
  /** The quarter points: half of the sample lies between them. */
  q1: number;
  q3: number;
  p99: number;
}

/** The smallest value that at least this share of the sample doesn't exceed. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const index = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.min(Math.max(index, 0), sorted.length - 1)] ?? Number.NaN;
}

export const spreadOf = (sample: readonly number[]): Spread => ({
  median: quantile(sample, 0.5),
  q1: quantile(sample, 0.25),
  q3: quantile(sample, 0.75),
  p99: quantile(sample, 0.99),
});
