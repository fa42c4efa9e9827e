import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/function-names.ts';
import { FAILURES } from '../../lib/errors.ts';
import { everyOption } from './every-option.ts';
import { type SynthesisedStage, synthesise } from './synthesise.ts';

const stage = synthesise();
const configured = synthesise({
  ...everyOption,
  alarms: { errorRatePercent: 25, p95LatencyMs: 4_000, noTrafficHours: 72 },
});

const WATCHED_CODES = [
  'credentials-invalid',
  'org-not-configured',
  'client-not-allowed',
  'scope-missing',
  'halo-rejected',
  'outcome-unknown',
  'internal',
];

const alarmsOf = (of: SynthesisedStage) => of.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const alarm = (name: string, of = stage) =>
  alarmsOf(of).find(({ AlarmName }) => AlarmName === `halopsa-limacharlie-test-${name}`) ?? {};

describe('the alarms', () => {
  test('are one for each thing that somebody should look at', () => {
    const expected = [
      ...['error-rate', ...WATCHED_CODES, 'p95-latency', 'signature-refused', 'no-traffic', 'throttles-api'],
      ...functionNames.flatMap((name) => [`throttles-${name}`, `function-errors-${name}`]),
    ];
    const names = alarmsOf(stage).map(({ AlarmName }) => AlarmName.replace('halopsa-limacharlie-test-', ''));
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  test('say in a sentence what has happened, and name the page that says what to do', () => {
    for (const { AlarmDescription } of alarmsOf(stage))
      expect(AlarmDescription).toMatch(/^\S.*\. What to do: docs\/operations\.md#[a-z0-9-]+$/);
  });

  test.each(WATCHED_CODES)('%s counts the errors of its code', (name) => {
    const [{ MetricStat }] = alarm(name).Metrics;
    expect(Object.keys(FAILURES)).toContain(name.replaceAll('-', '_'));
    expect(MetricStat.Stat).toBe('Sum');
    expect(MetricStat.Metric.MetricName).toBe('errors');
    expect(MetricStat.Metric.Dimensions).toContainEqual({ Name: 'code', Value: name.replaceAll('-', '_') });
  });

  test.each([
    ...['credentials-invalid', 'org-not-configured', 'client-not-allowed', 'scope-missing'].map(
      (name) => [name, 1, 300] as const,
    ),
    ['halo-rejected', 2, 3_600],
    ['outcome-unknown', 2, 3_600],
    ['internal', 3, 900],
    ['signature-refused', 3, 3_600],
  ])('%s goes off at the %ith within %i seconds', (name, Threshold, Period) => {
    const ComparisonOperator = 'GreaterThanOrEqualToThreshold';
    expect(alarm(name)).toMatchObject({ Threshold, EvaluationPeriods: 1, ComparisonOperator });
    expect(alarm(name).Metrics).toMatchObject([{ MetricStat: { Period, Stat: 'Sum' } }]);
  });

  test('error-rate and p95-latency are those of a quarter of an hour', () => {
    const [, ...counted] = alarm('error-rate').Metrics;
    expect(counted.map((one: { MetricStat: { Period: number } }) => one.MetricStat.Period)).toEqual([900, 900]);
    expect(alarm('error-rate').EvaluationPeriods).toBe(1);
    const [{ MetricStat }] = alarm('p95-latency').Metrics;
    expect(MetricStat.Period * alarm('p95-latency').EvaluationPeriods).toBe(900);
    expect(MetricStat.Stat).toBe('p95');
  });

  test('error-rate is a share of the runs, and not of two or three of them', () => {
    const { Metrics, Threshold } = alarm('error-rate');
    expect(Metrics[0].Expression).toBe('IF(FILL(errors, 0) >= 3, 100 * errors / MAX([errors, FILL(requests, 0)]), 0)');
    expect(Threshold).toBe(10);
  });

  test('no-traffic takes silence for what it is, and no other does', () => {
    const breaching = alarmsOf(stage).filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(breaching).toEqual([alarm('no-traffic')]);
    expect(alarm('no-traffic')).toMatchObject({
      EvaluationPeriods: 24,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
    });
  });

  test.each(functionNames)("throttles-%s and function-errors-%s watch Lambda's own metrics of it", (name) => {
    for (const [kind, metric] of [
      ['throttles', 'Throttles'],
      ['function-errors', 'Errors'],
    ]) {
      const { Namespace, MetricName, Dimensions } = alarm(`${kind}-${name}`);
      expect([Namespace, MetricName]).toEqual(['AWS/Lambda', metric]);
      expect(stage.get(Dimensions[0].Value.Ref).Properties.FunctionName).toBe(`halopsa-limacharlie-test-${name}`);
    }
  });

  test('throttles-api counts in the access log what API Gateway turned away, not what HaloPSA did', () => {
    const [, filter] = stage.ofType('AWS::Logs::MetricFilter')[0] ?? [];
    const { FilterPattern, LogGroupName, MetricTransformations } = filter?.Properties ?? {};
    expect(FilterPattern).toBe('{ ($.status = "429") && ($.integrationStatus = "-") }');
    expect(stage.get(LogGroupName.Ref).Properties.LogGroupName).toBe('/aws/vendedlogs/halopsa-limacharlie-test/access');
    const { MetricName, MetricNamespace } = MetricTransformations[0];
    expect(alarm('throttles-api')).toMatchObject({ MetricName, Namespace: MetricNamespace });
    const format = JSON.parse(
      stage.ofType('AWS::ApiGatewayV2::Stage')[0]?.[1].Properties.AccessLogSettings.Format ?? '',
    );
    expect(format).toMatchObject({ status: '$context.status', integrationStatus: '$context.integrationStatus' });
  });
});

describe('by configuration', () => {
  test('the thresholds are those of the stage', () => {
    expect(alarm('error-rate', configured).Threshold).toBe(25);
    expect(alarm('p95-latency', configured).Threshold).toBe(4_000);
    expect(alarm('no-traffic', configured).EvaluationPeriods).toBe(72);
  });

  test('a topic is told when an alarm begins and when it ends', () => {
    const told = [everyOption.alarmTopicArn];
    for (const one of alarmsOf(configured)) expect(one).toMatchObject({ AlarmActions: told, OKActions: told });
  });

  test('without a topic, nobody is told', () => {
    for (const one of alarmsOf(stage)) expect(one).not.toHaveProperty('AlarmActions');
  });
});
