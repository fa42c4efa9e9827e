import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/function-names.ts';
import { everyOption } from './every-option.ts';
import { type SynthesisedStage, synthesise } from './synthesise.ts';

const ENCRYPTED_BY: Record<string, (properties: Record<string, unknown>) => unknown> = {
  'AWS::SecretsManager::Secret': ({ KmsKeyId }) => KmsKeyId,
  'AWS::Logs::LogGroup': ({ KmsKeyId }) => KmsKeyId,
  'AWS::DynamoDB::Table': ({ SSESpecification }) => (SSESpecification as { KMSMasterKeyId?: unknown })?.KMSMasterKeyId,
};
const keysOf = (stage: SynthesisedStage) =>
  Object.entries(ENCRYPTED_BY).flatMap(([type, keyOf]) =>
    stage.ofType(type).map(([logicalId, { Properties }]) => [logicalId, keyOf(Properties)] as const),
  );

/** An ARN of the deployment's partition, region and account. */
const arnEnding = (end: string) => ({ 'Fn::Join': ['', expect.arrayContaining([end])] });

describe('a stage that says nothing', () => {
  const stage = synthesise();

  test('has no key of its own: AWS manages those that encrypt its secrets, ledger and logs', () => {
    expect(stage.ofType('AWS::KMS::Key')).toEqual([]);
    for (const [, key] of keysOf(stage)) expect(key).toBeUndefined();
    expect(stage.text).not.toContain('kms:');
  });
});

describe('a stage with a key of its own', () => {
  const stage = synthesise(everyOption);
  const key = stage.get('EncryptionKey');
  const policyOf = (of: { Properties: { PolicyDocument?: unknown; KeyPolicy?: unknown } }) =>
    ((of.Properties.PolicyDocument ?? of.Properties.KeyPolicy) as { Statement: Record<string, unknown>[] }).Statement;

  test('has one, which is renewed every year and outlives the stack', () => {
    expect(key).toMatchObject({ Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' });
  });

  test('encrypts every secret, the ledger and every log with it', () => {
    const arn = { 'Fn::GetAtt': ['EncryptionKey', 'Arn'] };
    expect(keysOf(stage).length).toBeGreaterThan(functionNames.length + 3);
    for (const [logicalId, one] of keysOf(stage)) expect([logicalId, one]).toEqual([logicalId, arn]);
  });

  test('lets CloudWatch use it for the logs of this stage alone', () => {
    const logs = policyOf(key).filter(({ Principal }) => JSON.stringify(Principal).includes('logs.'));
    const groups = [
      ':log-group:/aws/lambda/halopsa-limacharlie-test-*',
      ':log-group:/aws/vendedlogs/halopsa-limacharlie-test/*',
    ];
    expect(logs.map(({ Condition }) => Condition)).toEqual([
      { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups.map((group) => arnEnding(group)) } },
    ]);
  });

  test('lets a function use it, and by way of Secrets Manager and DynamoDB alone', () => {
    const uses = stage
      .ofType('AWS::IAM::Policy')
      .flatMap(([, policy]) => policyOf(policy).filter(({ Action }) => JSON.stringify(Action).includes('kms:')))
      .filter(({ Resource }) => JSON.stringify(Resource) !== '{"Fn::GetAtt":["TokenKey","Arn"]}');
    expect(uses.length).toBeGreaterThanOrEqual(functionNames.length);
    for (const { Resource, Condition } of uses) {
      expect(Resource).toEqual({ 'Fn::GetAtt': ['EncryptionKey', 'Arn'] });
      expect(JSON.stringify(Condition)).toMatch(/^\{"StringEquals":\{"kms:ViaService":.*(secretsmanager|dynamodb)\./);
    }
  });

  test('loses it with the stack only where the stage can be thrown away', () => {
    const thrownAway = synthesise({ ...everyOption, removalPolicy: 'destroy' });
    expect(thrownAway.get('EncryptionKey').DeletionPolicy).toBe('Delete');
  });
});
