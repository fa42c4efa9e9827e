import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { RouteMatch } from '../../../../../infra/local/gateway/match-route.ts';
import { type GatewayRequest, toEvent } from '../../../../../infra/local/gateway/to-event.ts';

const request = (overrides: Partial<GatewayRequest> = {}): GatewayRequest => ({
  method: 'POST',
  target: '/',
  rawHeaders: ['Host', 'api.example:3000', 'Content-Type', 'application/json', 'User-Agent', 'curl/8'],
  body: Buffer.from('{"a":1}'),
  httpVersion: '1.1',
  sourceIp: '127.0.0.1',
  port: 3000,
  requestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
  receivedAtMs: Date.UTC(2020, 2, 12, 19, 3, 58, 390),
  ...overrides,
});

const match = (path = '/', overrides: Partial<RouteMatch> = {}): RouteMatch => ({
  route: { method: 'POST', path, functionLogicalId: 'F', authorizer: 'NONE', integrationTimeoutMs: 29_000 },
  ...overrides,
});

const iam = (): RouteMatch => ({ route: { ...match('/actions/create_ticket').route, authorizer: 'AWS_IAM' } });

test('a request becomes an event of payload format 2.0, member for member', () => {
  expect(toEvent(request(), match())).toEqual({
    version: '2.0',
    routeKey: 'POST /',
    rawPath: '/',
    rawQueryString: '',
    headers: {
      host: 'api.example:3000',
      'content-type': 'application/json',
      'user-agent': 'curl/8',
      'x-amzn-trace-id': 'Root=1-8476a536-e9f411e897392dfe598c3fcd;Sampled=0',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '3000',
      'x-forwarded-proto': 'http',
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: 'api.example:3000',
      domainPrefix: 'api',
      http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'curl/8' },
      requestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
      routeKey: 'POST /',
      stage: '$default',
      time: '12/Mar/2020:19:03:58 +0000',
      timeEpoch: 1584039838390,
    },
    body: '{"a":1}',
    isBase64Encoded: false,
  });
});

test('the path in the event is the one that was asked for, the route key the one that was defined', () => {
  const event = toEvent(
    request({ target: '/actions/nonsense?x=1' }),
    match('/actions/{action}', { pathParameters: { action: 'nonsense' } }),
  );
  expect(event).toMatchObject({
    routeKey: 'POST /actions/{action}',
    rawPath: '/actions/nonsense',
    rawQueryString: 'x=1',
    pathParameters: { action: 'nonsense' },
    requestContext: { routeKey: 'POST /actions/{action}', http: { path: '/actions/nonsense' } },
  });
});

describe('headers', () => {
  test.each([
    [['LC-Ext-Sig', 'ABC'], { 'lc-ext-sig': 'ABC' }],
    [['X-A', '1', 'x-a', '2', 'X-a', '3'], { 'x-a': '1,2,3' }],
    [['X-Empty', ''], { 'x-empty': '' }],
    [['X-Comma', 'a, b'], { 'x-comma': 'a, b' }],
  ])('%j become %j', (rawHeaders, expected) => {
    expect(toEvent(request({ rawHeaders }), match()).headers).toMatchObject(expected);
  });

  test('of forwarding come from the gateway, not from the client', () => {
    const rawHeaders = ['X-Forwarded-For', '8.8.8.8', 'X-Forwarded-Proto', 'https'];
    expect(toEvent(request({ rawHeaders }), match()).headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
  });
});

describe('cookies', () => {
  test.each([
    [
      ['Cookie', 'a=1; b=2'],
      ['a=1', 'b=2'],
    ],
    [
      ['Cookie', 'a=1', 'cookie', 'b=2;c=3'],
      ['a=1', 'b=2', 'c=3'],
    ],
    [[], undefined],
  ])('%j are the list %j, and no header', (rawHeaders, expected) => {
    const event = toEvent(request({ rawHeaders }), match());
    expect(event.cookies).toEqual(expected);
    expect(event.headers).not.toHaveProperty('cookie');
  });
});

describe('query', () => {
  test.each([
    ['/?a=1&b=2', { a: '1', b: '2' }, 'a=1&b=2'],
    ['/?a=1&a=2&a=3', { a: '1,2,3' }, 'a=1&a=2&a=3'],
    ['/?a=x%20y+z', { a: 'x y z' }, 'a=x%20y+z'],
    ['/?a', { a: '' }, 'a'],
    ['/?a=1?b', { a: '1?b' }, 'a=1?b'],
    ['/?', undefined, ''],
    ['/', undefined, ''],
  ])('of %s is %j', (target, expected, raw) => {
    const event = toEvent(request({ target }), match());
    expect(event.queryStringParameters).toEqual(expected);
    expect(event.rawQueryString).toBe(raw);
  });
});

describe('the body', () => {
  const zipped = gzipSync('{"a":1}');
  test.each([
    ['JSON is text', ['Content-Type', 'application/json'], Buffer.from('"ü"'), '"ü"', false],
    [
      'gzip is base64',
      ['Content-Type', 'application/json', 'Content-Encoding', 'gzip'],
      zipped,
      zipped.toString('base64'),
      true,
    ],
    ['of no type is base64', [], Buffer.from('hi'), 'aGk=', true],
    ['of a binary type is base64', ['Content-Type', 'image/png'], Buffer.from([255]), '/w==', true],
  ])('%s', (_, rawHeaders, body, expected, isBase64Encoded) => {
    const event = toEvent(request({ rawHeaders: rawHeaders as string[], body }), match());
    expect([event.body, event.isBase64Encoded]).toEqual([expected, isBase64Encoded]);
  });

  test('is left out when there is none', () => {
    const event = toEvent(request({ rawHeaders: [], body: Buffer.alloc(0) }), match());
    expect(event).not.toHaveProperty('body');
    expect(event.isBase64Encoded).toBe(false);
  });
});

describe('the IAM authorizer', () => {
  const signed =
    'AWS4-HMAC-SHA256 Credential=AKIA123/20261124/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=ab';
  const authorizerOf = (route: RouteMatch, ...rawHeaders: string[]) =>
    (toEvent(request({ rawHeaders }), route).requestContext as { authorizer?: { iam: { accessKey: string } } })
      .authorizer;

  test("names the signer's access key", () => {
    expect(authorizerOf(iam(), 'Authorization', signed)?.iam).toMatchObject({
      accessKey: 'AKIA123',
      accountId: '000000000000',
      userArn: 'arn:aws:iam::000000000000:user/local',
    });
  });

  test.each([
    ['an unsigned request', iam(), []],
    ['another scheme', iam(), ['Authorization', 'Bearer x']],
    ['a route without it', match(), ['Authorization', signed]],
  ])('says nothing for %s', (_, route, rawHeaders) => {
    expect(authorizerOf(route, ...rawHeaders)).toBeUndefined();
  });
});
