import { describe, expect, test } from '@jest/globals';
import { parseTokenReply, tokenRequestBody } from '../../../../lib/halopsa/auth/token.ts';
import { toConnection } from '../../../../lib/halopsa/connection.ts';

const connection = toConnection(
  'oid',
  { instance_url: 'https://northwind.halopsa.com', client_id: 'the id', client_secret: 'a&b=c+d%' },
  { allowedHosts: new Set(), allowLoopbackHttp: false },
);
const parse = (body: unknown, nowMs = 0) =>
  parseTokenReply(
    { status: 200, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) },
    connection,
    nowMs,
  );

test('the request is a form of the four fields, escaped', () => {
  const form = new URLSearchParams(tokenRequestBody(connection));
  expect(Object.fromEntries(form)).toEqual({
    grant_type: 'client_credentials',
    client_id: 'the id',
    client_secret: 'a&b=c+d%',
    scope: 'edit:tickets edit:assets read:customers',
  });
});

describe('a token is renewed', () => {
  test.each<[string, unknown, number]>([
    ['a minute before its end', 3_600, 3_540_000],
    ['likewise where the seconds are a string', '3600', 3_540_000],
    ['likewise where HaloPSA does not say: an hour is usual', undefined, 3_540_000],
    ['likewise where it says null', null, 3_540_000],
    ['likewise where it says nonsense', 'soon', 3_540_000],
    ['likewise where it says zero', 0, 3_540_000],
    ['likewise where it says less than nothing', -5, 3_540_000],
    ['at half time where it lives for less than two minutes', 90, 45_000],
    ['at half time where it lives for seconds', 2, 1_000],
  ])('%s', (_, expiresIn, renewAtMs) => {
    expect(parse({ access_token: 't', expires_in: expiresIn }).renewAtMs).toBe(renewAtMs);
    expect(parse({ access_token: 't', expires_in: expiresIn }, 1_000_000).renewAtMs).toBe(1_000_000 + renewAtMs);
  });
});

describe('its scopes', () => {
  test.each<[string, unknown, string[]]>([
    ['are those that HaloPSA granted', 'read:tickets  all', ['read:tickets', 'all']],
    ['are those of a list', ['read:tickets', 'all'], ['read:tickets', 'all']],
    ['are those asked for, where it says nothing that is scopes', 7, ['edit:tickets', 'edit:assets', 'read:customers']],
    ['are those asked for, where it does not say', undefined, ['edit:tickets', 'edit:assets', 'read:customers']],
    ['are those asked for, where it says null', null, ['edit:tickets', 'edit:assets', 'read:customers']],
  ])('%s', (_, scope, scopes) => {
    expect(parse({ access_token: 't', scope }).scopes).toEqual(scopes);
  });
});

describe('what is no token is refused', () => {
  test.each<[string, unknown]>([
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['another object', { auth_url: 'x' }],
    ['an empty token', { access_token: '' }],
    ['a token with the line it stood on', { access_token: 'token\n' }],
    ['a token that no header takes', { access_token: 'tok\u4e2d' }],
    ['a token that is a number', { access_token: 7 }],
    ['a list', []],
    ['null', 'null'],
  ])('%s', (_, body) => {
    expect(() => parse(body)).toThrow(
      expect.objectContaining({
        code: 'halo_unavailable',
        hint: expect.stringContaining('Configuration > Integrations > HaloPSA API'),
      }),
    );
  });
});
