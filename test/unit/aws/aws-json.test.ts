import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AwsV4Signer } from 'aws4fetch';
import { createAwsJson } from '../../../lib/aws/aws-json.ts';
import { startHttpServer, type TestServer } from '../../support/http-server.ts';
import { pointAwsTo } from '../../support/point-aws-to.ts';
import { createTestClock } from '../../support/test-clock.ts';

const TABLES = {
  name: 'dynamodb',
  endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB',
  target: 'DynamoDB_20120810',
  jsonVersion: '1.0',
  retries: undefined as { maxAttempts: number; baseDelayMs: number } | undefined,
} as const;

type Answer = 'reply' | 'silence' | 'half a reply' | 'reset' | 'no JSON' | 'throttling' | 'refusal' | 'too much';
const LONG = 'ü'.repeat(50_000);

let server: TestServer;
/** Those to come; then replies. */
let answers: Answer[];
let asked: { method?: string; headers: IncomingMessage['headers']; body: string }[];
beforeEach(async () => {
  answers = [];
  asked = [];
  server = await startHttpServer(async (request, response) => {
    asked.push({ method: request.method, headers: request.headers, body: await text(request) });
    const answer = answers.shift() ?? 'reply';
    if (answer === 'silence') return;
    if (answer === 'reset') return request.socket.resetAndDestroy();
    const isError = answer === 'throttling' || answer === 'refusal';
    response.writeHead(isError ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    if (answer === 'half a reply') return response.write('{"Text":');
    if (answer === 'too much') return response.end('x'.repeat(4 * 1024 * 1024 + 1));
    if (answer === 'no JSON') return response.end('<html>');
    if (isError) {
      const __type = `com.amazonaws.dynamodb.v20120810#${answer === 'refusal' ? 'ValidationException' : 'ThrottlingException'}`;
      return response.end(JSON.stringify({ __type, message: 'not so' }));
    }
    response.end(JSON.stringify({ Text: LONG }));
  });
  pointAwsTo(server.url.origin, 3);
});
afterEach(() => server.close());

/** Waits as the AWS SDK's own strategy says, in no time. */
function createTables({ clock = createTestClock(), attemptTimeoutMs = 2_000, retries = TABLES.retries } = {}) {
  const bases: number[] = [];
  const backoff = { setDelayBase: (baseMs: number) => void bases.push(baseMs), computeNextBackoffDelay: () => 0 };
  const call = createAwsJson({ ...TABLES, retries }, { connectTimeoutMs: 1_000, attemptTimeoutMs, clock, backoff });
  return { clock, bases, read: () => call<{ Text: string }>('GetItem', { TableName: 'one' }) };
}

describe('a call', () => {
  test('says what it wants, and who it is', async () => {
    await createTables().read();
    expect(asked).toEqual([
      {
        method: 'POST',
        body: '{"TableName":"one"}',
        headers: expect.objectContaining({
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'DynamoDB_20120810.GetItem',
          authorization: expect.stringMatching(
            /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/us-east-1\/dynamodb\/aws4_request/,
          ),
        }),
      },
    ]);
  });

  test('is signed as it leaves', async () => {
    await createTables().read();
    const [{ headers, body } = { headers: {}, body: '' }] = asked;
    const names = /SignedHeaders=([^,]+)/.exec(String(headers.authorization))?.[1]?.split(';') ?? [];
    expect(names).toEqual(['content-type', 'host', 'x-amz-date', 'x-amz-target']);
    const signer = new AwsV4Signer({
      url: server.url.href,
      method: 'POST',
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
      body,
      accessKeyId: 'local',
      secretAccessKey: 'local',
      service: 'dynamodb',
      region: 'us-east-1',
      datetime: String(headers['x-amz-date']),
      allHeaders: true,
    });
    expect((await signer.sign()).headers.get('authorization')).toBe(headers.authorization);
  });

  test('gives the reply, to its end', async () => {
    expect(await createTables().read()).toEqual({ Text: LONG });
  });

  test('keeps its connection for the next', async () => {
    const { read } = createTables();
    for (let call = 0; call < 3; call++) await read();
    expect(server.connections()).toBe(1);
  });

  test('gives up a connection that it may have lost while the Lambda was frozen', async () => {
    const { clock, read } = createTables();
    await read();
    clock.advance(20_001);
    await read();
    expect(server.connections()).toBe(2);
  });
});

describe('a call that fails', () => {
  test.each<[Answer, object]>([
    ['refusal', { name: 'ValidationException', message: 'not so', $metadata: { httpStatusCode: 400 } }],
    ['no JSON', { name: 'UnreadableReply' }],
    ['too much', { name: 'HttpFailure', kind: 'too_large' }],
  ])('for good is not made again: %s', async (answer, expected) => {
    answers = [answer];
    await expect(createTables().read()).rejects.toMatchObject(expected);
    expect(asked).toHaveLength(1);
  });

  test.each<[Answer, number]>([
    ['silence', 50],
    ['half a reply', 50],
    ['reset', 50],
    ['throttling', 1_000],
  ])('for now is made again, with the patience that the AWS SDK has: %s', async (answer, baseMs) => {
    answers = [answer];
    const { bases, read } = createTables({ attemptTimeoutMs: 100 });
    expect(await read()).toEqual({ Text: LONG });
    expect(bases).toEqual([baseMs]);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.body).toBe(asked[0]?.body);
  });

  test.each([
    ['three times', '', undefined, 3],
    ['as often as is usual with the service', '', { maxAttempts: 4, baseDelayMs: 25 }, 4],
    ['as often as the environment grants', '2', { maxAttempts: 4, baseDelayMs: 25 }, 2],
  ])('is made %s, and no oftener', async (_, granted, retries, attempts) => {
    process.env.AWS_MAX_ATTEMPTS = granted;
    answers = Array(9).fill('reset');
    await expect(createTables({ retries }).read()).rejects.toMatchObject({ kind: 'reset' });
    expect(asked).toHaveLength(attempts);
  });

  test('is made once where too many have failed before it, until some succeed', async () => {
    const { read } = createTables();
    answers = Array(500).fill('reset');
    for (let call = 0; call < 40; call++) await read().catch(() => {});
    asked = [];
    await read().catch(() => {});
    expect(asked).toHaveLength(1);
  });

  test('where nobody listens', async () => {
    pointAwsTo('http://127.0.0.1:1');
    await expect(createTables().read()).rejects.toMatchObject({ kind: 'refused', sent: false });
  });

  test('since this is no Lambda says which variable is missing, and asks nobody', async () => {
    delete process.env.AWS_REGION;
    await expect(createTables().read()).rejects.toThrow('AWS_REGION');
    expect(asked).toEqual([]);
  });
});
