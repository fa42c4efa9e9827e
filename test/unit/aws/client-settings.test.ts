import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clientSettings } from '../../../lib/aws/client-settings.ts';
import { startHttpServer, type TestServer } from '../../support/http-server.ts';
import { sdkSettings } from '../../support/sdk-settings.ts';
import { createTestClock } from '../../support/test-clock.ts';

const TIMEOUTS = { connectionTimeout: 1_000, requestTimeout: 50 };

let server: TestServer;
let answers: ('reply' | 'silence' | 'half a reply' | 'reset')[];
beforeEach(async () => {
  answers = [];
  server = await startHttpServer((request, response) => {
    const answer = answers.shift() ?? 'reply';
    if (answer === 'silence') return;
    if (answer === 'reset') return request.socket.resetAndDestroy();
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    if (answer === 'half a reply') return response.write('{"SecretString":');
    response.end(JSON.stringify({ SecretString: 'ü'.repeat(50_000) }));
  });
});
afterEach(async () => {
  await server.close();
});

function createClient({ clock = createTestClock(), timeouts = TIMEOUTS, maxAttempts = 1 } = {}) {
  return new SecretsManagerClient({
    ...sdkSettings(server.url.origin),
    ...clientSettings(timeouts, clock),
    maxAttempts,
  });
}
const read = (client: SecretsManagerClient) => client.send(new GetSecretValueCommand({ SecretId: 'one' }));

describe("a client of the AWS SDK's", () => {
  test('reads a reply to its end', async () => {
    expect((await read(createClient())).SecretString).toHaveLength(50_000);
  });

  test('keeps its connection for the next call', async () => {
    const client = createClient();
    for (let call = 0; call < 3; call++) await read(client);
    expect(server.connections()).toBe(1);
  });

  test('gives up a connection that it may have lost while the Lambda was frozen', async () => {
    const clock = createTestClock();
    const client = createClient({ clock });
    await read(client);
    clock.advance(20_001);
    await read(client);
    expect(server.connections()).toBe(2);
  });

  test.each([
    ['silence', 'TimeoutError'],
    ['half a reply', 'BodyTimeoutError'],
  ] as const)('waits no longer than it was told for the end of %s', async (answer, name) => {
    answers = [answer];
    await expect(read(createClient())).rejects.toMatchObject({ name });
  });

  test.each([['silence'], ['reset']] as const)('tries again after %s, as the SDK counts attempts', async (answer) => {
    answers = [answer];
    expect((await read(createClient({ maxAttempts: 2 }))).SecretString).toHaveLength(50_000);
    expect(server.connections()).toBe(2);
  });

  test('fails where nobody listens', async () => {
    const client = new SecretsManagerClient({
      ...sdkSettings('http://127.0.0.1:1'),
      ...clientSettings(TIMEOUTS),
      maxAttempts: 1,
    });
    await expect(read(client)).rejects.toThrow('ECONNREFUSED');
  });
});
