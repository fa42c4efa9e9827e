import { describe, expect, test } from '@jest/globals';
import { judgeAuthInfo } from '../../../lib/checks/auth-info.ts';
import { toConnection } from '../../../lib/halopsa/connection.ts';

const URL_POLICY = { allowedHosts: new Set(['auth.example.com']), allowLoopbackHttp: false };
const CREDENTIALS = { instance_url: 'https://northwind.halopsa.com', client_id: 'id', client_secret: 'secret' };

const judge = (
  reply: { status?: number; text?: string; body?: unknown; location?: string },
  more: { tenant?: string; auth_url?: string } = {},
) =>
  judgeAuthInfo(
    {
      status: reply.status ?? 200,
      headers: { location: reply.location },
      text: reply.text ?? JSON.stringify(reply.body),
    },
    toConnection('', { ...CREDENTIALS, ...more }, URL_POLICY),
  );

const OWN = { auth_url: 'https://northwind.halopsa.com/auth', tenant_id: 'northwind' };

describe('what HaloPSA says of its log-on is as the credentials have it', () => {
  test.each([
    ['its own server', OWN, {}],
    ['its own server, with a slash', { ...OWN, auth_url: `${OWN.auth_url}/` }, {}],
    ['the tenant in another case', OWN, { tenant: 'NorthWind' }],
    ['a tenant alone', { tenant_id: 'northwind' }, { tenant: 'northwind' }],
    [
      'a shared server',
      { auth_url: 'https://auth.example.com/auth', tenant_id: 'northwind' },
      { tenant: 'northwind', auth_url: 'https://auth.example.com/auth' },
    ],
  ])('%s', (_, body, credentials) => {
    expect(judge({ body }, credentials)).toMatchObject({
      status: 'ok',
      finding: 'HaloPSA, tenant `northwind`.',
      facts: { authInfo: { tenant: 'northwind' } },
    });
  });
});

test('another tenant is a warning with both names, since the token decides', () => {
  expect(judge({ body: OWN }, { tenant: 'contoso' })).toMatchObject({
    status: 'warn',
    finding: 'The credentials are for the tenant `contoso`, but this HaloPSA is `northwind`.',
    remedy: 'Set `tenant` to `northwind`, or `instance_url` to the HaloPSA of `contoso`.',
  });
});

test('another token server is a warning that names it and the tenant it needs', () => {
  expect(judge({ body: { ...OWN, auth_url: 'https://auth.example.com/auth' } })).toMatchObject({
    status: 'warn',
    remedy: 'If no token can be had, set `auth_url` to https://auth.example.com/auth and `tenant` to `northwind`.',
  });
});

describe('what is not HaloPSA is a failure', () => {
  test('an HTML page', () => {
    expect(judge({ text: '\n<!DOCTYPE html><html></html>' })).toMatchObject({
      status: 'fail',
      code: 'credentials_invalid',
      finding: 'northwind.halopsa.com answered with an HTML page where HaloPSA answers with JSON.',
      remedy: expect.stringContaining('Configuration > Integrations > HaloPSA API'),
    });
  });

  test.each([
    ['https://login.example.com/?state=canary', ' (https://login.example.com)'],
    ['/login?state=canary', ''],
    [undefined, ''],
  ])('a redirect to %s, without its query', (location, shown) => {
    expect(judge({ status: 302, text: '', location })).toMatchObject({
      status: 'fail',
      finding: `northwind.halopsa.com redirects to another address${shown}, which is not followed.`,
    });
  });
});

describe('what may still be HaloPSA is a warning, and the token is asked for', () => {
  test.each([
    [404, ''],
    [404, '<html>Not found</html>'],
    [429, 'Rate Limit Reached'],
    [500, '{"Message":"x"}'],
    [200, '[]'],
    [200, '{}'],
    [200, '{"auth_url":null,"tenant_id":""}'],
    [200, 'not JSON'],
  ])('%d %j', (status, text) => {
    expect(judge({ status, text })).toMatchObject({
      status: 'warn',
      finding: `HaloPSA does not say how to log on (/api/authinfo answered ${status}${text.startsWith('<') ? ' with an HTML page' : ''}).`,
      facts: { authInfo: {} },
    });
  });
});
