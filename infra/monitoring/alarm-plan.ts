import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';
import { codePlans } from './code-plans.ts';
import { measured } from './service-metrics.ts';

/** One alarm of a stage. */
export interface AlarmPlan {
  /** The page in `docs/operations.md`, and the alarm's name behind the stack's unless it is given below. */
  page: string;
  /** Which of several alarms with the same page. */
  part?: string;
  /** One sentence: what has happened. */
  meaning: string;
  metric: IMetric;
  /** It goes off from here on. */
  threshold: number;
  /** Over how many periods of the metric it has to last; default 1. */
  periods?: number;
  comparison?: ComparisonOperator;
  missing?: TreatMissingData;
}

/** Fewer errors than these are no rate. */
const LEAST_ERRORS = 3;

/** The alarms on what the functions measure. */
export function alarmPlans(scope: Construct, { alarms }: StageConfig): AlarmPlan[] {
  const quarter = { statistic: 'Sum', period: Duration.minutes(15) };
  return [
    {
      page: 'error-rate',
      meaning: `${alarms.errorRatePercent} % or more of the runs failed within a quarter of an hour, and at least ${LEAST_ERRORS}.`,
      metric: new MathExpression({
        expression: `IF(FILL(errors, 0) >= ${LEAST_ERRORS}, 100 * errors / MAX([errors, FILL(requests, 0)]), 0)`,
        usingMetrics: { errors: measured(scope, 'errors', quarter), requests: measured(scope, 'requests', quarter) },
        period: quarter.period,
        label: 'failed runs in percent',
      }),
      threshold: alarms.errorRatePercent,
    },
    ...codePlans(scope),
    {
      page: 'p95-latency',
      meaning: `One run in twenty took ${alarms.p95LatencyMs} ms or longer, for a quarter of an hour.`,
      metric: measured(scope, 'duration_ms', { statistic: 'p95' }),
      threshold: alarms.p95LatencyMs,
      periods: 3,
    },
    {
      page: 'signature-refused',
      meaning: 'Messages with a wrong signature were refused: somebody else sent them, or the shared secrets differ.',
      // A 401 is not delivered again, so a fleet that is small or quiet sends few of them.
      metric: measured(scope, 'refused_signatures', { statistic: 'Sum', period: Duration.hours(1) }),
      threshold: 3,
    },
    {
      page: 'no-traffic',
      meaning: `No action was run for ${alarms.noTrafficHours} hours.`,
      metric: measured(scope, 'requests', { statistic: 'Sum', period: Duration.hours(1) }),
      threshold: 0,
      periods: alarms.noTrafficHours,
      comparison: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      missing: TreatMissingData.BREACHING, // a function that does not run measures nothing
    },
  ];
}
