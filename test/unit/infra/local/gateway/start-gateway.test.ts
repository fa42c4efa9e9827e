import { request } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Invoke, startGateway } from '../../../../../infra/local/gateway/start-gateway.ts';
import type { InvocationOutcome } from '../../../../../infra/local/lambda/invocation-outcome.ts';
import type { Listening } from '../../../../../infra/local/listen.ts';
import type { LocalRoute } from '../../../../../infra/local/template.ts';

let gateway: Listening | undefined;
afterEach(() => gateway?.close());

const ROUTE: LocalRoute = {
  method: 'POST',
  path: '/',
  functionLogicalId: 'Webhook',
  authorizer: 'NONE',
  integrationTimeoutMs: 29_000,
};
const OTHER = { ...ROUTE, path: '/actions/{action}', functionLogicalId: 'Other' };
const MB = 1024 * 1024;

async function serve(invoke: Invoke, routes = [ROUTE, OTHER]): Promise<string> {
  gateway = await startGateway(routes, invoke);
  return gateway.url;
}

async function post(url: string, body = '{}', headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const replies = (reply: unknown): Invoke => {
  return async () => ({ kind: 'reply', payload: JSON.stringify(reply) });
};
const never: Invoke = () => new Promise(() => undefined);

describe('the gateway', () => {
  test('is on the loopback address', async () => {
    expect(await serve(never)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test("invokes the route's function with the event and sends its reply", async () => {
    const calls: unknown[] = [];
    const url = await serve(async (functionLogicalId, event) => {
      calls.push([functionLogicalId, event]);
      const reply = { statusCode: 418, headers: { 'X-Pot': 'tea' }, cookies: ['a=1', 'b=2'], body: 'short' };
      return { kind: 'reply', payload: JSON.stringify(reply) };
    });
    const response = await post(`${url}/actions/brew?x=1`, '{"n":1}', { 'content-type': 'application/json' });
    expect(calls).toEqual([
      [
        'Other',
        expect.objectContaining({
          routeKey: 'POST /actions/{action}',
          body: '{"n":1}',
          rawQueryString: 'x=1',
          pathParameters: { action: 'brew' },
        }),
      ],
    ]);
    expect(response).toMatchObject({ status: 418, body: 'short' });
    expect(response.headers.get('x-pot')).toBe('tea');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('apigw-requestid')).toBeTruthy();
  });

  test.each([
    ['POST', '/nowhere'],
    ['GET', '/'],
    ['PUT', '/actions/x'],
  ])('answers 404 to %s %s and invokes nothing', async (method, path) => {
    const url = await serve(() => Promise.reject(new Error('invoked')));
    const response = await fetch(url + path, { method });
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  });

  test.each<[string, InvocationOutcome, number, string]>([
    ['fails', { kind: 'failed' }, 500, 'Internal Server Error'],
    ['is given too much', { kind: 'too_large' }, 413, 'Request Entity Too Large'],
    ['replies nonsense', { kind: 'reply', payload: '{"statusCode":"?"}' }, 500, 'Internal Server Error'],
    [
      'replies a header that HTTP has no way to write',
      { kind: 'reply', payload: '{"statusCode":200,"headers":{"a b":"c"}}' },
      500,
      'Internal Server Error',
    ],
  ])('answers for a function that %s', async (_, outcome, status, message) => {
    const response = await post(await serve(async () => outcome));
    expect([response.status, JSON.parse(response.body)]).toEqual([status, { message }]);
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  test('answers 503 at the limit of the integration, and tells the function that nobody waits', async () => {
    const givenUp = Promise.withResolvers<void>();
    const waits: Invoke = (_id, _event, signal) => {
      signal.addEventListener('abort', () => givenUp.resolve());
      return new Promise(() => undefined);
    };
    const response = await post(await serve(waits, [{ ...ROUTE, integrationTimeoutMs: 50 }]));
    await givenUp.promise;
    expect([response.status, response.body]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  test.each([
    [10 * MB, 200],
    [10 * MB + 1, 413],
  ])('answers a body of %i bytes with %i', async (length, status) => {
    const response = await post(await serve(replies({ statusCode: 200 })), 'x'.repeat(length));
    expect(response.status).toBe(status);
    if (status === 413) expect(response.body).toBe('{"message":"Request Entity Too Large"}');
  });

  test('stays up when a client leaves in the middle of its body', async () => {
    const url = await serve(replies({ statusCode: 200, body: 'fine' }));
    const leaver = request(url, { method: 'POST', headers: { 'content-length': '100' } });
    leaver.on('error', () => undefined);
    leaver.write('half');
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaver.destroy();
    expect((await post(url)).body).toBe('fine');
  });

  test("rejects with the system's own code when the port is taken", async () => {
    const { port } = new URL(await serve(never));
    await expect(startGateway([], never, Number(port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
