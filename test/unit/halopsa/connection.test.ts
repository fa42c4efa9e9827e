import { describe, expect, test } from '@jest/globals';
import type { HaloCredentials } from '../../../lib/credentials/schemas.ts';
import { DEFAULT_SCOPE, toConnection } from '../../../lib/halopsa/connection.ts';

const policy = { allowedHosts: new Set(['auth.example.com']), allowLoopbackHttp: false };
const credentials: HaloCredentials = {
  instance_url: 'https://northwind.halopsa.com',
  client_id: 'id-1',
  client_secret: 'secret-1',
};
const connect = (more: Partial<HaloCredentials> = {}, oid = 'oid-1') =>
  toConnection(oid, { ...credentials, ...more }, policy);

describe("the token endpoint's two forms", () => {
  test.each([
    ['on the instance', {}, 'https://northwind.halopsa.com/auth/token'],
    [
      'on the instance, with a tenant',
      { tenant: 'northwind' },
      'https://northwind.halopsa.com/auth/token?tenant=northwind',
    ],
    [
      'on an authorization server of its own',
      { auth_url: 'https://auth.example.com', tenant: 'northwind' },
      'https://auth.example.com/token?tenant=northwind',
    ],
    ['with a path', { auth_url: 'https://auth.example.com/auth/' }, 'https://auth.example.com/auth/token'],
    ['given to its end', { auth_url: 'https://auth.example.com/auth/token' }, 'https://auth.example.com/auth/token'],
    ['with a tenant to escape', { tenant: 'a b&c=d' }, 'https://northwind.halopsa.com/auth/token?tenant=a+b%26c%3Dd'],
    [
      'on an instance below a path',
      { instance_url: 'https://auth.example.com/psa/api' },
      'https://auth.example.com/psa/auth/token',
    ],
  ])('%s', (_, more, url) => {
    expect(connect(more).tokenUrl.href).toBe(url);
  });
});

describe('a token request counts against the limit', () => {
  const shared = { auth_url: 'https://auth.example.com' };
  test.each<[string, Partial<HaloCredentials>, string]>([
    ['of the instance, whose endpoint it is', {}, 'https://northwind.halopsa.com'],
    ['of the instance, also where a tenant is named', { tenant: 'northwind' }, 'https://northwind.halopsa.com'],
    ['of the tenant', { ...shared, tenant: 'northwind' }, 'https://auth.example.com#tenant=northwind'],
    ['of the client id where no tenant is named', shared, 'https://auth.example.com#client_id=id-1'],
  ])('%s', (_, more, limit) => {
    expect(connect(more).tokenLimit).toBe(limit);
  });
});

test('the scope is the least that the six actions need, unless the secret says otherwise', () => {
  expect(connect().scope).toBe('edit:tickets edit:assets read:customers');
  expect(DEFAULT_SCOPE).toBe('edit:tickets edit:assets read:customers');
  expect(connect({ scope: 'all' }).scope).toBe('all');
});

test('both addresses are held to the rules', () => {
  expect(() => connect({ instance_url: 'https://evil.example' })).toThrow('`instance_url` in the secret is refused');
  expect(() => connect({ auth_url: 'https://evil.example' })).toThrow('`auth_url` in the secret is refused');
});

describe('the key under which a token is kept', () => {
  const key = connect().tokenKey;

  test('is the same for the same credentials', () => {
    expect(connect().tokenKey).toBe(key);
    expect(connect({ instance_url: 'https://northwind.halopsa.com/api/' }).tokenKey).toBe(key);
  });

  test.each<[string, Partial<HaloCredentials>]>([
    ['the instance', { instance_url: 'https://contoso.halopsa.com' }],
    ['the authorization server', { auth_url: 'https://auth.example.com' }],
    ['the tenant', { tenant: 'northwind' }],
    ['the client id', { client_id: 'id-2' }],
    ['the client secret', { client_secret: 'secret-2' }],
    ['the scope', { scope: 'all' }],
  ])('changes with %s', (_, more) => {
    expect(connect(more).tokenKey).not.toBe(key);
  });

  test('changes with the org, so that no org ever uses the token of another', () => {
    expect(connect({}, 'oid-2').tokenKey).not.toBe(key);
  });

  test('does not hold the client secret', () => {
    expect(key).not.toContain('secret-1');
  });
});
