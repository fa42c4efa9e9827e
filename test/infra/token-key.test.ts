import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/function-names.ts';
import { permissionsTable } from '../../lib/reference/permissions-table.ts';
import { everyOption } from './every-option.ts';
import { type SynthesisedStage, synthesise } from './synthesise.ts';

const ARN = { 'Fn::GetAtt': ['TokenKey', 'Arn'] };
const variablesOf = (stage: SynthesisedStage) =>
  functionNames.map((name) => stage.function(name).Properties.Environment.Variables);
const grantsOf = (stage: SynthesisedStage) =>
  stage
    .ofType('AWS::IAM::Policy')
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .filter(({ Resource }) => JSON.stringify(Resource) === JSON.stringify(ARN));

test('a stage that says nothing has no such key, and its functions hear of none', () => {
  const stage = synthesise();
  expect(stage.ofType('AWS::KMS::Key')).toEqual([]);
  for (const variables of variablesOf(stage)) expect(variables).not.toHaveProperty('TOKEN_KEY_ARN');
});

describe('a stage that shares its tokens', () => {
  const stage = synthesise({ sharedTokenCache: true });

  test('has one key, which is renewed every year and goes with the stack', () => {
    expect(stage.ofType('AWS::KMS::Key').map(([logicalId]) => logicalId)).toEqual(['TokenKey']);
    expect(stage.get('TokenKey')).toMatchObject({ Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Delete' });
  });

  test('tells every function its ARN, and no other stage of the key', () => {
    for (const { TOKEN_KEY_ARN } of variablesOf(stage)) expect(TOKEN_KEY_ARN).toEqual(ARN);
  });

  test('lets every function make and open data keys for the tokens of this stage, and do nothing else with it', () => {
    const grant = {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: ARN,
      Condition: { StringEquals: { 'kms:EncryptionContext:purpose': 'halopsa-token/halopsa-limacharlie-test' } },
    };
    expect(grantsOf(stage)).toEqual(functionNames.map(() => grant));
  });

  test('binds the grant to the name under which the functions ask', () => {
    const [{ Condition }] = grantsOf(stage);
    for (const { POWERTOOLS_SERVICE_NAME } of variablesOf(stage))
      expect(Condition.StringEquals).toEqual({
        'kms:EncryptionContext:purpose': `halopsa-token/${POWERTOOLS_SERVICE_NAME}`,
      });
  });

  test('lets nobody remove items of the table that has the tokens', () => {
    const budget = JSON.stringify({ 'Fn::GetAtt': ['BudgetTable', 'Arn'] });
    const statements = stage
      .ofType('AWS::IAM::Policy')
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter(({ Resource }) => JSON.stringify(Resource) === budget);
    expect(statements).toHaveLength(functionNames.length);
    expect(JSON.stringify(statements)).not.toContain('DeleteItem');
  });

  test('shows the grant in the table of permissions, with what it is bound to', () => {
    const row =
      '| `kms:Decrypt`, `kms:GenerateDataKey` | the key `TokenKey` | `kms:EncryptionContext:purpose` is `halopsa-token/halopsa-limacharlie-test` |';
    expect(permissionsTable(JSON.parse(stage.text))).toContain(row);
  });
});

test('has a key of its own also where the stage has one for what it stores', () => {
  const stage = synthesise(everyOption);
  expect(stage.ofType('AWS::KMS::Key').map(([logicalId]) => logicalId)).toEqual(['EncryptionKey', 'TokenKey']);
  expect(grantsOf(stage)).toHaveLength(functionNames.length);
});
