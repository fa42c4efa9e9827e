import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** Where the functions publish what they measure; the names are those of `lib/observability/measurements.ts`. */
export const METRICS_NAMESPACE = 'HaloPSA/LimaCharlie';

/** CloudWatch's finest view that it keeps for two months. */
const PERIOD = Duration.minutes(5);

export interface MeasurementOptions {
  statistic: string;
  /** Beside the service, which is this stage. */
  dimensions?: Record<string, string>;
  period?: Duration;
}

/** A measurement of one stage, for alarms and graphs. */
export function measured(scope: Construct, metricName: string, options: MeasurementOptions): Metric {
  const { statistic, dimensions = {}, period = PERIOD } = options;
  const props: MetricProps = {
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: Stack.of(scope).stackName, ...dimensions },
    statistic,
    period,
  };
  return new Metric({ ...props, label: statistic === 'Sum' ? metricName : `${metricName} ${statistic}` });
}

/** One line for each value that a dimension has had, also for those that nobody knew of at deployment. */
export function measuredByEach(scope: Construct, metricName: string, dimension: string): MathExpression {
  const search = `{"${METRICS_NAMESPACE}",service,${dimension}} MetricName="${metricName}" service="${Stack.of(scope).stackName}"`;
  const expression = `SEARCH('${search}', 'Sum', ${PERIOD.toSeconds()})`;
  return new MathExpression({ expression, usingMetrics: {}, period: PERIOD, label: `\${PROP('Dim.${dimension}')}` });
}
