import type { Dimensions, Measurement, MeasurementName } from '../../lib/observability/measurements.ts';
import type { Metrics } from '../../lib/observability/metrics.ts';

export interface MemoryMetrics extends Metrics {
  measured: Measurement[];
  /** What CloudWatch would show as the sum of a measurement over everything with these dimensions. */
  sum(name: MeasurementName, dimensions?: Dimensions): number;
}

export function createMemoryMetrics(): MemoryMetrics {
  const measured: Measurement[] = [];
  return {
    measured,
    put: (measurement) => void measured.push(measurement),
    sum: (name, dimensions = {}) =>
      measured
        .filter((one) =>
          Object.entries(dimensions).every(([key, value]) => one.dimensions[key as keyof Dimensions] === value),
        )
        .flatMap(({ values }) => values[name] ?? [])
        .reduce((total, value) => total + value, 0),
  };
}
