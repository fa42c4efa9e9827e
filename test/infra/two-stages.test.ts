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
};
const namesOf = (stage: SynthesisedStage): string[] =>
  Object.entries(NAMES).flatMap(([type, property]) =>
    stage.ofType(type).flatMap(([, { Properties }]) => Properties[property] ?? []),
  );

describe('two stages in one account and region', () => {
  test('have no name in common', () => {
    const names = namesOf(dev);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => namesOf(prod).includes(name))).toEqual([]);
  });

  test('leave the names of tables and roles to CloudFormation', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::IAM::Role'])
      for (const [, { Properties }] of dev.ofType(type)) expect(Properties).not.toHaveProperty(NAMES[type] ?? '');
  });

  test('export nothing', () => {
    expect(dev.text).not.toContain('"Export"');
  });
});
