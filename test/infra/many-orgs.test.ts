import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../infra/function-names.ts';
import { ownSecretOids } from '../../lib/credentials/own-secret-oids.ts';
import { parseEnv } from '../../lib/runtime/env.ts';
import { everyOption } from './every-option.ts';
import { type SynthesisedStage, synthesise } from './synthesise.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: a managed policy; a role's own may be longer. */
const MAX_POLICY_CHARS = 6_144;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ENVIRONMENT_BYTES = 4_096;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_RESOURCES = 500;

const LONG_ARN = `arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:halopsa-limacharlie/test/orgs/${'x'.repeat(43)}`;
const oids = (count: number) =>
  Array.from({ length: count }, (_, i) => `${(i * 9_973 + 2 ** 28).toString(16)}-2222-4333-8444-555555555555`);

/** What AWS will measure: each reference as long as an ARN of such a secret. */
const deployed = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (one?.Ref !== undefined || one?.['Fn::GetAtt'] !== undefined ? LONG_ARN : one));

const policies = (stage: SynthesisedStage) =>
  ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    stage.ofType(type).map(([, { Properties }]) => Properties.PolicyDocument),
  );
const environment = (stage: SynthesisedStage) => stage.function('limacharlie_webhook').Properties.Environment.Variables;
const secretGrants = (stage: SynthesisedStage): string[] =>
  policies(stage)
    .flatMap(({ Statement }) => Statement)
    .filter(({ Action }) => Action === 'secretsmanager:GetSecretValue')
    .map(({ Resource }) => JSON.stringify(Resource));

const few = synthesise({ orgOids: oids(30) });
const most = synthesise({ orgOids: oids(300) });
const mostOfAll = synthesise({ ...everyOption, orgOids: oids(300) });

describe.each([
  ['30 organizations with credentials of their own', few],
  ['300', most],
  ['300 and every option', mostOfAll],
])('a stage of %s', (_, stage) => {
  test('has no policy that IAM refuses', () => {
    for (const policy of policies(stage)) expect(deployed(policy).length).toBeLessThan(MAX_POLICY_CHARS);
  });

  test('has no environment that Lambda refuses', () => {
    const bytes = Object.entries(environment(stage)).reduce((sum, [name, value]) => {
      return sum + name.length + (typeof value === 'string' ? value : deployed(value)).length;
    }, 0);
    expect(bytes).toBeLessThan(MAX_ENVIRONMENT_BYTES);
  });

  test('has no more resources than CloudFormation takes', () => {
    expect(Object.keys(JSON.parse(stage.text).Resources).length).toBeLessThanOrEqual(MAX_RESOURCES);
  });

  test('tells its functions for whom the shared secret never stands in', () => {
    const { ORG_SECRET_OIDS } = parseEnv({
      ...environment(stage),
      LEDGER_TABLE: 'ledger',
      BUDGET_TABLE: 'budget',
      TOKEN_KEY_ARN: 'key',
    });
    const own = ownSecretOids(ORG_SECRET_OIDS);
    const listed = stage === few ? oids(30) : oids(300);
    expect(listed.filter((oid) => !own.has(oid))).toEqual([]);
    expect(own.has('11111111-2222-4333-8444-555555555555')).toBe(false);
  });
});

describe('what the functions may read', () => {
  test('is each secret by name, for 30 organizations', () => {
    expect(secretGrants(few)).toHaveLength(functionNames.length);
    for (const grant of secretGrants(few)) expect(grant).not.toContain('*');
    expect(few.output('HaloSecretNames').split(',')).toHaveLength(31);
  });

  test("is the folder of the stage's organizations, for more, and the default secret by name", () => {
    expect(secretGrants(most)).toHaveLength(functionNames.length);
    for (const grant of secretGrants(most)) {
      expect(grant.match(/[^"]*\*/g)).toEqual([':secret:halopsa-limacharlie/test/orgs/*']);
      expect(grant).toContain('{"Ref":"DefaultSecret"}');
    }
    expect(most.output('HaloSecretNames')).toBe('halopsa-limacharlie/test/default,halopsa-limacharlie/test/orgs/*');
  });

  test('has to be deployed as so many secrets all the same', () => {
    expect(most.ofType('AWS::SecretsManager::Secret')).toHaveLength(302);
  });
});
