import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAwsJson } from '../../../lib/aws/aws-json.ts';
import { startHttpServer, type TestServer } from '../../support/http-server.ts';
import { pointAwsTo } from '../../support/point-aws-to.ts';
import { createTestClock } from '../../support/test-clock.ts';

const TABLES = {
  name: 'dynamodb',
  endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB',
  target: 'DynamoDB_20120810',
  jsonVersion: '1.0',
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

function createTables({ clock = createTestClock(), attemptTimeoutMs = 2_000, random = () => 1 } = {}) {
  const call = createAwsJson(TABLES, { connectTimeoutMs: 1_000, attemptTimeoutMs, clock, random });
  return { clock, read: () => call<{ Text: string }>('GetItem', { TableName: 'one' }) };
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
    ['silence', 100],
    ['half a reply', 100],
    ['reset', 100],
    ['throttling', 500],
  ])('for now is made again, signed anew: %s', async (answer, waitMs) => {
    answers = [answer];
    const { clock, read } = createTables({ attemptTimeoutMs: 100 });
    expect(await read()).toEqual({ Text: LONG });
    expect(clock.nowMs()).toBe(waitMs);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.body).toBe(asked[0]?.body);
  });

  test('is made as often as the environment grants, and no oftener', async () => {
    answers = Array(5).fill('throttling');
    const { clock, read } = createTables();
    await expect(read()).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(asked).toHaveLength(3);
    expect(clock.nowMs()).toBe(500 + 1_000);
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
