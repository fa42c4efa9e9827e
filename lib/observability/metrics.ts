import { Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import { silentLogger } from './logger.ts';
import { type Dimensions, MEASUREMENTS, type Measurement, type MeasurementName } from './measurements.ts';

/** Where measurements go. */
export interface Metrics {
  /** Publishes at once. */
  put(measurement: Measurement): void;
}

/**
 * CloudWatch's embedded metric format, one line of standard output a measurement. A value is published for the whole service and once
 * more for each dimension, which narrows those before it: `{ code, action }` gives the service's, the code's and the code's by action.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics(options: { namespace: string; serviceName: string }): Metrics {
  // It warns of a name that two sets share, and ours share theirs by design.
  const metrics = new PowertoolsMetrics({ ...options, logger: silentLogger });
  return {
    put({ dimensions, values }) {
      for (const set of narrowing(dimensions)) metrics.addDimensions(set);
      for (const [name, value] of Object.entries(values)) {
        for (const one of [value].flat()) metrics.addMetric(name, MEASUREMENTS[name as MeasurementName], one);
      }
      metrics.publishStoredMetrics();
    },
  };
}

/** For what is no function of the stack. */
export const silentMetrics: Metrics = { put() {} };

/** No dimension, the first, the first two, and so on. */
function narrowing(dimensions: Dimensions): Record<string, string>[] {
  const entries = Object.entries(dimensions);
  return Array.from({ length: entries.length + 1 }, (_, size) => Object.fromEntries(entries.slice(0, size)));
}
