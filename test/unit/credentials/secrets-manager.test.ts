import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSecretReader } from '../../../lib/credentials/secret-reader.ts';
import { createSecretFetcher } from '../../../lib/credentials/secrets-manager.ts';
import { startHttpServer, type TestServer } from '../../support/http-server.ts';
import { createTestClock } from '../../support/test-clock.ts';

let server: TestServer;
let asked: { target: unknown; body: unknown }[];
let reply: { status: number; body: object };
const environment = { ...process.env };

beforeEach(async () => {
  asked = [];
  server = await startHttpServer(async (request, response) => {
    const chunks = await request.toArray();
    asked.push({ target: request.headers['x-amz-target'], body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(reply.body));
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url.href,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_MAX_ATTEMPTS: '1',
  });
});
afterEach(async () => {
  process.env = { ...environment };
  await server.close();
});

test("a secret's text is read by its name over the wire", async () => {
  reply = { status: 200, body: { Name: 'stage/default', SecretString: '{"a":1}' } };
  expect(await createSecretFetcher()('stage/default')).toBe('{"a":1}');
  expect(asked).toEqual([{ target: 'secretsmanager.GetSecretValue', body: { SecretId: 'stage/default' } }]);
});

describe('there is none where AWS answers', () => {
  test.each([
    ['ResourceNotFoundException', "Secrets Manager can't find the specified secret."],
    ['AccessDeniedException', 'User is not authorized to perform secretsmanager:GetSecretValue'],
    ['InvalidRequestException', "You can't perform this operation on the secret because it was marked for deletion."],
  ])('%s', async (type, message) => {
    reply = { status: 400, body: { __type: type, message } };
    expect(await createSecretFetcher()('stage/orgs/x')).toBeUndefined();
  });
});

describe('it is unknown, and worth another try, where AWS answers', () => {
  test.each([
    [500, 'InternalServiceError'],
    [400, 'ThrottlingException'],
    [400, 'DecryptionFailure'],
    [400, 'ExpiredTokenException'],
    [400, 'AccessDeniedException', 'stage/default'],
    [400, 'AccessDeniedException', 'stage/extension'],
    [400, 'AccessDeniedException', 'stage/orgs/x', 'Access to KMS is not allowed'],
  ])('%i %s, for %s', async (status, type, name = 'stage/default', why = '') => {
    reply = { status, body: { __type: type, message: `${why} canary-detail` } };
    const error = await createSecretFetcher()(name).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'internal', retriable: true, message: 'AWS Secrets Manager did not answer.' });
    expect(`${error.message}${error.hint}`).not.toContain('canary-detail');
  });

  test('too late', async () => {
    const slow = await startHttpServer(() => {});
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = slow.url.href;
    const fetchSecret = createSecretFetcher({ connectTimeoutMs: 1_000, attemptTimeoutMs: 50 });
    await expect(fetchSecret('stage/default')).rejects.toMatchObject({ code: 'internal', retriable: true });
    await slow.close();
  });

  test('nothing', async () => {
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = 'http://127.0.0.1:1';
    await expect(createSecretFetcher()('stage/default')).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('a secret that was read before', () => {
  const readAgain = async (type: string) => {
    const clock = createTestClock();
    const reader = createSecretReader(createSecretFetcher(), clock);
    reply = { status: 200, body: { SecretString: 'one' } };
    await reader.read('stage/default');
    clock.advance(10 * 60_000);
    reply = { status: 400, body: { __type: type, message: 'no' } };
    return reader.read('stage/default');
  };

  test('is believed while AWS is in trouble', async () => {
    await expect(readAgain('InternalServiceError')).resolves.toBe('one');
  });

  test('is not believed once AWS denies it', async () => {
    await expect(readAgain('AccessDeniedException')).rejects.toMatchObject({ code: 'internal' });
  });
});
