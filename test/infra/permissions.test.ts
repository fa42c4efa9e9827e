import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/function-names.ts';
import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import { registeredActions, type SynthesisedStage, synthesise } from './synthesise.ts';

const OID = '8cbe27f4-bfa1-4afb-ba19-138cd51389cd';
const stage = synthesise({ orgOids: [OID] });
const readers = registeredActions.filter(({ annotations }) => annotations.readOnly).map(({ name }) => name);
const writers = functionNames.filter((name) => !readers.includes(name));

interface Statement {
  Effect: string;
  Action: string[];
  Resource: unknown[];
  Condition?: unknown;
}

function statements(of: SynthesisedStage): Statement[] {
  return of.ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) => normalise(Properties.PolicyDocument.Statement));
}

function normalise(
  document: { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown }[],
): Statement[] {
  return document.map(({ Effect, Action, Resource, Condition }) => ({
    Effect,
    ...(Condition !== undefined && { Condition }),
    Action: [Action].flat(),
    Resource: [Resource].flat(),
  }));
}

/** What the role of one function may do, by its policies alone. */
function rightsOf(name: string): Statement[] {
  const roleId = stage.function(name).Properties.Role['Fn::GetAtt'][0];
  expect(stage.get(roleId).Properties).not.toHaveProperty('ManagedPolicyArns');
  expect(stage.get(roleId).Properties).not.toHaveProperty('Policies');
  return stage
    .ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId))
    .flatMap(([, { Properties }]) => normalise(Properties.PolicyDocument.Statement));
}

function resourceIds(name: string, service: string): string[] {
  return rightsOf(name)
    .filter(({ Action }) => Action.every((action) => action.startsWith(`${service}:`)))
    .flatMap(({ Resource }) => Resource)
    .map((resource) => {
      const { Ref, 'Fn::GetAtt': attribute } = resource as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
      return Ref ?? attribute?.[0] ?? `neither Ref nor GetAtt: ${JSON.stringify(resource)}`;
    });
}

const secretNames = (name: string) =>
  resourceIds(name, 'secretsmanager').map((logicalId) => stage.get(logicalId).Properties.Name);

describe('permissions', () => {
  test('no policy has a wildcard in a resource or an action', () => {
    expect(statements(stage).length).toBeGreaterThanOrEqual(functionNames.length);
    for (const statement of statements(stage)) {
      expect(JSON.stringify(statement.Resource)).not.toContain('*');
      expect(JSON.stringify(statement.Action)).not.toContain('*');
    }
  });

  test('each function has a role of its own', () => {
    const roles = functionNames.map((name) => stage.function(name).Properties.Role['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(functionNames.length);
  });

  test.each(functionNames)('%s may use logs, secrets and the ledger, and no other service', (name) => {
    const services = rightsOf(name).flatMap(({ Action }) => Action.map((action) => action.split(':')[0]));
    expect(['dynamodb', 'logs', 'secretsmanager']).toEqual(expect.arrayContaining([...new Set(services)]));
  });

  test.each(functionNames)('%s may write to its own log group alone', (name) => {
    const logGroupId = stage.function(name).Properties.LoggingConfig.LogGroup.Ref;
    expect(resourceIds(name, 'logs')).toEqual([logGroupId]);
  });

  test.each(registeredActions.map(({ name }) => name))('%s may read the HaloPSA credentials alone', (name) => {
    expect(secretNames(name)).toEqual(['halopsa-limacharlie/test/default', `halopsa-limacharlie/test/orgs/${OID}`]);
  });

  test("the webhook may also read LimaCharlie's shared secret", () => {
    expect(secretNames('limacharlie_webhook').sort()).toEqual([
      'halopsa-limacharlie/test/default',
      'halopsa-limacharlie/test/extension',
      `halopsa-limacharlie/test/orgs/${OID}`,
    ]);
  });

  test.each(functionNames)('%s may get the value of a secret, and neither change nor describe one', (name) => {
    const actions = rightsOf(name).flatMap(({ Action }) => Action);
    expect(new Set(actions.filter((action) => action.startsWith('secretsmanager:')))).toEqual(
      new Set(['secretsmanager:GetSecretValue']),
    );
  });
});

describe('the tables', () => {
  /** By table. */
  const itemActions = (name: string) =>
    Object.fromEntries(
      rightsOf(name)
        .filter(({ Action }) => Action.some((action) => action.startsWith('dynamodb:')))
        .flatMap(({ Action, Resource }) =>
          Resource.map((table) => [
            (table as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0],
            Action.map((action) => action.replace('dynamodb:', '')).toSorted(),
          ]),
        ),
    );

  test('are the ledger and the budget of calls', () => {
    expect(stage.ofType('AWS::DynamoDB::Table').map(([logicalId]) => logicalId)).toEqual([
      'LedgerTable',
      'BudgetTable',
    ]);
  });

  test('are on demand, by pk, with expiring items and point-in-time recovery', () => {
    for (const [, { Properties }] of stage.ofType('AWS::DynamoDB::Table'))
      expect(Properties).toMatchObject({
        ...LEDGER_TABLE.properties,
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
  });

  test.each(writers)('%s may use single items of both', (name) => {
    expect(itemActions(name)).toEqual({
      LedgerTable: ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'],
      BudgetTable: ['GetItem', 'PutItem', 'UpdateItem'],
    });
  });

  test.each(readers)('%s, which writes nothing to HaloPSA, may not use the ledger', (name) => {
    expect(itemActions(name)).toEqual({ BudgetTable: ['GetItem', 'PutItem', 'UpdateItem'] });
  });
});

describe('the template', () => {
  test('names no account and no region', () => {
    expect(stage.text).not.toMatch(/\b\d{12}\b/);
    expect(stage.text).not.toMatch(/\b(af|ap|ca|cn|eu|il|me|mx|sa|us)-(gov-)?[a-z]+-\d\b/);
  });

  test('holds only log groups that expire', () => {
    const groups = stage.ofType('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(functionNames.length + 1); // the access log
    for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBeGreaterThan(0);
  });
});
