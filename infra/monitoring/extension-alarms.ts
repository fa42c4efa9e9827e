import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';
import { type AlarmPlan, alarmPlans } from './alarm-plan.ts';
import { METRICS_NAMESPACE } from './service-metrics.ts';

export interface ExtensionAlarmsProps {
  config: StageConfig;
  /** By name on the wire. */
  functions: ReadonlyMap<string, IFunction>;
  accessLog: LogGroup;
}

const PERIOD = Duration.minutes(5);

/** What somebody should look at. Each alarm's description names the page that says what to do. */
export class ExtensionAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { config, functions, accessLog }: ExtensionAlarmsProps) {
    super(scope, id);
    const perFunction = [...functions].flatMap(([name, lambda]) => functionPlans(name, lambda));
    const plans = [...alarmPlans(this, config), this.#apiThrottles(accessLog), ...perFunction];
    this.alarms = plans.map((plan) => this.#add(plan));
    if (config.alarmTopicArn === undefined) return;
    const tell = new SnsAction(Topic.fromTopicArn(this, 'topic', config.alarmTopicArn));
    for (const alarm of this.alarms) {
      alarm.addAlarmAction(tell);
      alarm.addOkAction(tell);
    }
  }

  #add({ page, part, meaning, metric, threshold, periods = 1, comparison, missing }: AlarmPlan): Alarm {
    const name = part === undefined ? page : `${page}-${part}`;
    return new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `${meaning} What to do: docs/operations.md#${page}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
    });
  }

  /** API Gateway has no metric of its own for what its throttle turns away; there the integration has no status. */
  #apiThrottles(accessLog: LogGroup): AlarmPlan {
    const filter = new MetricFilter(this, 'turned-away', {
      logGroup: accessLog,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '429'),
        FilterPattern.stringValue('$.integrationStatus', '=', '-'),
      ),
      metricNamespace: METRICS_NAMESPACE,
      metricName: `turned_away_${Stack.of(this).stackName}`, // a filter without dimensions: those would be the log's values
    });
    const meaning = "API Gateway turned calls away that came faster than the stage's throttle allows.";
    return {
      page: 'throttles',
      part: 'api',
      meaning,
      metric: filter.metric({ statistic: 'Sum', period: PERIOD }),
      threshold: 1,
    };
  }
}

/** One alarm for each function: CloudWatch adds up at most ten metrics in one. */
function functionPlans(name: string, { functionName }: IFunction): AlarmPlan[] {
  const sum = (metricName: string) =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName: functionName },
      statistic: 'Sum',
      period: PERIOD,
    });
  return [
    {
      page: 'throttles',
      part: name,
      meaning: `Lambda turned calls of ${name} away, for want of concurrency.`,
      metric: sum('Throttles'),
      threshold: 1,
    },
    {
      page: 'function-errors',
      part: name,
      meaning: `${name} ended without an answer: out of time or memory, or it could not start.`,
      metric: sum('Errors'),
      threshold: 1,
    },
  ];
}
