import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OperatorError } from '../../../../infra/operator-error.ts';
import { connectSecretsManager, regionOf, type SecretStore } from '../../../../infra/secret/secrets-manager.ts';
import { startHttpServer, type TestServer } from '../../../support/http-server.ts';

let server: TestServer;
let store: SecretStore;
let refusal: string;
beforeEach(async () => {
  server = await startHttpServer(async (request, response) => {
    await request.toArray();
    const body = { __type: refusal, message: 'canary of what was sent', Message: 'canary' };
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  store = connectSecretsManager(server.url.href);
});
afterEach(async () => {
  store.close();
  await server.close();
});

test.each<[NodeJS.ProcessEnv, string | undefined]>([
  [{ AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'us-east-1' }, 'eu-central-1'],
  [{ AWS_DEFAULT_REGION: 'us-east-1' }, 'us-east-1'],
  [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-1' }, 'us-east-1'],
  [{ AWS_PROFILE: 'prod' }, undefined],
])('of %j the region is %s, as for the AWS CLI', (env, region) => {
  expect(regionOf(env)).toBe(region);
});

test('a secret that is not there is none', async () => {
  refusal = 'ResourceNotFoundException';
  expect(await store.read('stage/default')).toBeUndefined();
});

describe('a refusal is one sentence, without what AWS says', () => {
  test.each([
    ['AccessDeniedException', 'does not allow these credentials `secretsmanager:PutSecretValue` on `stage/default`'],
    ['ExpiredTokenException', 'have expired'],
    ['UnrecognizedClientException', 'does not know these credentials'],
    ['InvalidSignatureException', 'refuses these credentials'],
    ['InvalidRequestException', 'marked for deletion has to be restored'],
    ['DecryptionFailure', "can't decrypt `stage/default`"],
    ['LimitExceededException', 'failed at PutSecretValue of `stage/default`: LimitExceededException.'],
  ])('%s', async (type, part) => {
    refusal = type;
    const error = await store.write('stage/default', 'canary').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(OperatorError);
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining(part) });
    expect(error.message).not.toMatch(/canary|\n/);
  });
});
