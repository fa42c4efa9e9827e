import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';
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
  const errorsOf = (code: string, period?: Duration) =>
    measured(scope, 'errors', { statistic: 'Sum', dimensions: { code }, ...(period && { period }) });
  return [
    {
      page: 'error-rate',
      meaning: `${alarms.errorRatePercent} % or more of the runs failed within a quarter of an hour, and at least ${LEAST_ERRORS}.`,
      metric: new MathExpression({
        expression: `IF(FILL(errors, 0) >= ${LEAST_ERRORS}, 100 * errors / requests, 0)`,
        usingMetrics: { errors: measured(scope, 'errors', quarter), requests: measured(scope, 'requests', quarter) },
        period: quarter.period,
        label: 'failed runs in percent',
      }),
      threshold: alarms.errorRatePercent,
    },
    {
      page: 'credentials-invalid',
      meaning: 'A secret or the credentials in it do not work, so nothing is written for its organizations.',
      metric: errorsOf('credentials_invalid'),
      threshold: 1,
    },
    {
      page: 'scope-missing',
      meaning: 'HaloPSA refused for lack of permission.',
      metric: errorsOf('scope_missing'),
      threshold: 1,
    },
    {
      page: 'outcome-unknown',
      meaning: 'Twice or more within an hour nobody knew whether HaloPSA had written a record.',
      metric: errorsOf('outcome_unknown', Duration.hours(1)),
      threshold: 2, // one is mostly cleared up by its redelivery
    },
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
      metric: measured(scope, 'refused_signatures', { statistic: 'Sum' }),
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
