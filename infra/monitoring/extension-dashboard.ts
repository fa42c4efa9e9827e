import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { measured, measuredByEach } from './service-metrics.ts';

export interface ExtensionDashboardProps {
  functions: ReadonlyMap<string, IFunction>;
  apiId: string;
  alarms: readonly Alarm[];
}

/** One page, read from the top: is something wrong, what comes in, what HaloPSA does, what the ledger spared, what Lambda does. */
export class ExtensionDashboard extends Construct {
  constructor(scope: Construct, id: string, { functions, apiId, alarms }: ExtensionDashboardProps) {
    super(scope, id);
    const sum = (name: string) => measured(this, name, { statistic: 'Sum' });
    const at = (name: string, ...statistics: string[]) =>
      statistics.map((statistic) => measured(this, name, { statistic }));
    const each = (name: string, dimension: string) => [measuredByEach(this, name, dimension)];
    const lambda = (metricName: string, statistic: string) =>
      [...functions].map(([label, { functionName }]) =>
        aws('Lambda', metricName, { FunctionName: functionName }, statistic, label),
      );
    const api = (metricName: string) => aws('ApiGateway', metricName, { ApiId: apiId }, 'Sum', metricName);

    new Dashboard(this, 'page', {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.hours(12),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 6 })],
        [
          graph('Runs by action, and warnings of answers', each('requests', 'action'), [sum('warnings')]),
          graph('Failures by code', each('errors', 'code')),
          graph('Time of a run, ms', at('duration_ms', 'p50', 'p95', 'p99')),
        ],
        [
          graph('HaloPSA: time of a call, ms', at('halo_latency_ms', 'p50', 'p95', 'p99')),
          graph('HaloPSA: calls by status', each('halo_calls', 'halo_status')),
          graph('HaloPSA: token requests by status', each('token_requests', 'halo_status')),
        ],
        [
          graph(
            'Ledger: replays, reconciliations, dedups',
            ['ledger_replays', 'ledger_reconciliations', 'dedups'].map(sum),
          ),
          graph('Calls held back by a limit', [sum('rate_limit_waits')], at('rate_limit_wait_ms', 'p95')),
          graph('API: calls, refusals, failures', ['Count', '4xx', '5xx'].map(api)),
        ],
        [
          graph('Cold starts', each('cold_starts', 'function')),
          graph('Lambda: concurrent executions', lambda('ConcurrentExecutions', 'Maximum')),
          graph('Lambda: throttles and errors', [...lambda('Throttles', 'Sum'), ...lambda('Errors', 'Sum')]),
        ],
      ],
    });
  }
}

const aws = (
  service: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic: string,
  label: string,
) =>
  new Metric({ namespace: `AWS/${service}`, metricName, dimensionsMap, statistic, label, period: Duration.minutes(5) });

const graph = (title: string, left: IMetric[], right: IMetric[] = []): IWidget =>
  new GraphWidget({ title, left, right, width: 8, height: 6, leftYAxis: { min: 0 } });
