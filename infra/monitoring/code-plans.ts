import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AlarmPlan } from './alarm-plan.ts';
import { measured } from './service-metrics.ts';

interface Watched {
  meaning: string;
  threshold: number;
  period: Duration;
}

const AT_ONCE = { threshold: 1, period: Duration.minutes(5) };

/** What concerns one organization of many is no share of all runs that anybody would notice. */
const WATCHED: Readonly<Record<string, Watched>> = {
  credentials_invalid: {
    meaning: 'A secret or the credentials in it do not work, so nothing is written for its organizations.',
    ...AT_ONCE,
  },
  org_not_configured: { meaning: 'An organization sends messages and has no credentials here.', ...AT_ONCE },
  client_not_allowed: { meaning: 'An organization asked for a client beyond its limit.', ...AT_ONCE },
  scope_missing: { meaning: 'HaloPSA refused for lack of permission.', ...AT_ONCE },
  halo_rejected: {
    meaning: 'Twice or more within an hour HaloPSA refused what a message said.',
    threshold: 2, // an agent that tries a field is told at once, and asks again
    period: Duration.hours(1),
  },
  outcome_unknown: {
    meaning: 'Twice or more within an hour nobody knew whether HaloPSA had written a record.',
    threshold: 2, // one is mostly cleared up by its redelivery
    period: Duration.hours(1),
  },
  internal: {
    meaning: 'The ledger or Secrets Manager could not be reached, or the extension has a defect.',
    threshold: 3, // as many attempts as LimaCharlie makes
    period: Duration.minutes(15),
  },
};

/** The alarms on failures of one code. */
export const codePlans = (scope: Construct): AlarmPlan[] =>
  Object.entries(WATCHED).map(([code, { meaning, threshold, period }]) => ({
    page: code.replaceAll('_', '-'),
    meaning,
    threshold,
    metric: measured(scope, 'errors', { statistic: 'Sum', dimensions: { code }, period }),
  }));
