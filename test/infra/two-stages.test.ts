import { describe, expect, test } from '@jest/globals';
import { everyOption } from './every-option.ts';
import { type SynthesisedStage, synthesise } from './synthesise.ts';

const { customDomain: _, ...options } = everyOption; // a domain is named by the operator, and belongs to one stage
const dev = synthesise(options, undefined, { stage: 'dev' });
const prod = synthesise(options, undefined, { stage: 'prod' });

/** Properties by which a resource is known in its account and region. */
const NAMES: Record<string, string> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::Logs::QueryDefinition': 'Name',
};
const namesOf = (stage: SynthesisedStage): string[] =>
  Object.entries(NAMES).flatMap(([type, property]) =>
    stage.ofType(type).flatMap(([, { Properties }]) => Properties[property] ?? []),
  );

describe('two stages in one account and region', () => {
  test('have no name in common', () => {
    const names = namesOf(dev);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => namesOf(prod).includes(name))).toEqual([]);
  });

  test('leave the names of tables and roles to CloudFormation', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::IAM::Role'])
      for (const [, { Properties }] of dev.ofType(type)) expect(Properties).not.toHaveProperty(NAMES[type] ?? '');
  });

  test('have metrics of their own', () => {
    const services = (stage: SynthesisedStage) =>
      stage
        .ofType('AWS::Lambda::Function')
        .map(([, { Properties }]) => Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME);
    expect(new Set(services(dev))).toEqual(new Set(['halopsa-limacharlie-dev']));
    expect(new Set(services(prod))).toEqual(new Set(['halopsa-limacharlie-prod']));
    const filterOf = (stage: SynthesisedStage) =>
      stage.ofType('AWS::Logs::MetricFilter')[0]?.[1].Properties.MetricTransformations[0].MetricName;
    expect(filterOf(dev)).not.toBe(filterOf(prod));
  });

  test('export nothing', () => {
    expect(dev.text).not.toContain('"Export"');
  });
});
