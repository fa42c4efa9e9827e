import type { SynthesisedStage } from '../infra/synthesise.ts';

/** A metric that an alarm or the dashboard asks for. */
export interface ShownMetric {
  by: string;
  namespace: string;
  name: string;
  /** Their names. */
  dimensions: string[];
}

/** All of a stage, also those within an expression; what a metric filter counts is left out, since no function measures it. */
export function shownMetrics(stage: SynthesisedStage): ShownMetric[] {
  const filtered = stage
    .ofType('AWS::Logs::MetricFilter')
    .map(([, { Properties }]) => Properties.MetricTransformations[0].MetricName);
  return [...ofAlarms(stage), ...ofDashboard(stage)].filter(({ name }) => !filtered.includes(name));
}

interface CloudFormationMetric {
  Namespace: string;
  MetricName: string;
  Dimensions?: { Name: string }[];
}

function ofAlarms(stage: SynthesisedStage): ShownMetric[] {
  return stage.ofType('AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) => {
    const metrics: CloudFormationMetric[] = Properties.Metrics?.flatMap(
      ({ MetricStat }: { MetricStat?: { Metric: CloudFormationMetric } }) => MetricStat?.Metric ?? [],
    ) ?? [Properties];
    return metrics.map(({ Namespace, MetricName, Dimensions = [] }) => ({
      by: Properties.AlarmName,
      namespace: Namespace,
      name: MetricName,
      dimensions: Dimensions.map(({ Name }) => Name),
    }));
  });
}

/** `["namespace", "name", "dimension", "value", …, { options }]`, or `[{ "expression": "SEARCH(…)" }]`. */
type DashboardMetric = (string | { expression?: string })[];

function ofDashboard(stage: SynthesisedStage): ShownMetric[] {
  const { DashboardBody } = stage.ofType('AWS::CloudWatch::Dashboard')[0]?.[1].Properties ?? {};
  const text = DashboardBody['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'X')).join('');
  const widgets: { properties: { title: string; metrics?: DashboardMetric[] } }[] = JSON.parse(text).widgets;
  return widgets.flatMap(({ properties: { title, metrics = [] } }) =>
    metrics.map((metric) => ({ by: title, ...(ofSearch(metric) ?? ofGraph(metric)) })),
  );
}

function ofSearch([first]: DashboardMetric) {
  if (typeof first !== 'object') return;
  const [, namespace = '', names = '', name = ''] =
    /^SEARCH\('\{"([^"]+)",([^}]+)\} MetricName="(\w+)" service="[\w-]+"', 'Sum', \d+\)$/.exec(
      first.expression ?? '',
    ) ?? [];
  return { namespace, name, dimensions: names.split(',') };
}

function ofGraph(metric: DashboardMetric) {
  const [namespace = '', name = '', ...rest] = metric.filter((part) => typeof part === 'string');
  return { namespace, name, dimensions: rest.filter((_, index) => index % 2 === 0) };
}
