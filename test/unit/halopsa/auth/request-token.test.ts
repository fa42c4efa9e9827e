import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule, Toggles } from '../../../../infra/local/halopsa-simulator/index.ts';
import { requestToken } from '../../../../lib/halopsa/auth/request-token.ts';
import { startTestHalo, type TestHalo } from '../../../support/halo.ts';

let halo: TestHalo;
beforeEach(async () => {
  halo = await startTestHalo();
});
afterEach(() => halo.close());

const request = () => requestToken(halo.connection(), halo.sendHttp, halo.clock);
const tokenCalls = () => halo.simulator.calls.count('POST', '/auth/token');

test('a token comes with its scopes and the time of its renewal', async () => {
  expect(await request()).toMatchObject({
    value: expect.stringMatching(/^eyJ/),
    scopes: ['edit:tickets', 'edit:assets', 'read:customers'],
    renewAtMs: 3_540_000,
  });
});

test('a reply without expires_in counts for an hour', async () => {
  halo.simulator.toggles.omitExpiresIn = true;
  expect((await request()).renewAtMs).toBe(3_540_000);
});

test("the tenant's own server is asked with `tenant` in the query where the secret has one", async () => {
  halo.credentials.tenant = 'northwind';
  await request();
  expect(halo.simulator.calls.all[0]).toMatchObject({ path: '/auth/token', query: { tenant: 'northwind' } });
});

test('a shared server is asked at its own address', async () => {
  Object.assign(halo.credentials, { tenant: 'northwind', auth_url: `${halo.simulator.url}/hosted/auth` });
  await request();
  expect(halo.simulator.calls.all[0]).toMatchObject({ path: '/hosted/auth/token', query: { tenant: 'northwind' } });
});

describe('a refusal', () => {
  test.each<[string, Partial<TestHalo['credentials']>, Partial<Toggles>, string, RegExp]>([
    ['of the client id', { client_id: 'other' }, {}, 'credentials_invalid', /\(401\): invalid_client/],
    ['of the client secret', { client_secret: 'other-secret' }, {}, 'credentials_invalid', /\(401\): invalid_client/],
    [
      'with 400',
      { client_id: 'other' },
      { invalidClientStatus: 400 },
      'credentials_invalid',
      /\(400\): invalid_client/,
    ],
    ['of the tenant', { tenant: 'contoso' }, {}, 'credentials_invalid', /invalid_client/],
    ['of an unknown scope', { scope: 'edit:tickets read:actions' }, {}, 'scope_missing', /edit:tickets read:actions/],
  ])('%s says so', async (_, credentials, toggles, code, message) => {
    Object.assign(halo.credentials, credentials);
    Object.assign(halo.simulator.toggles, toggles);
    await expect(request()).rejects.toMatchObject({ code, retriable: false, message: expect.stringMatching(message) });
    expect(tokenCalls()).toBe(1);
  });

  test('of the client id or secret names the members of the secret to check', async () => {
    halo.credentials.client_secret = 'other-secret';
    const error = await request().catch((thrown) => thrown);
    for (const name of ['instance_url', 'tenant', 'client_id', 'client_secret']) expect(error.hint).toContain(name);
    expect(error.message).not.toContain('other-secret');
  });

  test('of a scope names those to put in its place', async () => {
    halo.credentials.scope = 'read:sites';
    await expect(request()).rejects.toMatchObject({
      hint: expect.stringContaining('`edit:tickets edit:assets read:customers`'),
    });
  });
});

describe('asking twice does no harm, so it is asked again after', () => {
  test.each<FaultRule>([
    { kind: 'reset-before' },
    { kind: 'reset-after-commit' },
    { kind: 'truncated' },
    { kind: 'status', status: 502 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 504 },
    { kind: 'html', status: 503 },
    { kind: '429', retryAfter: 2 },
    { kind: '429' },
  ])('%j', async (fault) => {
    halo.simulator.faults.add(fault);
    await expect(request()).resolves.toMatchObject({ value: expect.stringMatching(/^eyJ/) });
    expect(tokenCalls()).toBe(2);
  });
});

describe('what lasts is reported as', () => {
  test.each<[FaultRule, string, boolean]>([
    [{ kind: 'reset-before' }, 'halo_unavailable', true],
    [{ kind: 'status', status: 500 }, 'halo_unavailable', true],
    [{ kind: 'status', status: 503 }, 'halo_unavailable', true],
    [{ kind: 'broken-json' }, 'halo_unavailable', true],
    [{ kind: 'html', status: 200 }, 'halo_unavailable', true],
    [{ kind: 'redirect', location: 'https://elsewhere.example' }, 'halo_unavailable', true],
    [{ kind: '429', retryAfter: 120 }, 'rate_limited', true],
    [{ kind: 'oversized', bytes: 6_000_000 }, 'halo_unavailable', true],
    [{ kind: 'status', status: 400, body: '' }, 'credentials_invalid', false],
    [{ kind: 'status', status: 401, body: '' }, 'credentials_invalid', false],
    [{ kind: 'status', status: 403, body: { error: 'unauthorized_client' } }, 'credentials_invalid', false],
    [{ kind: 'status', status: 500, body: { error: 'invalid_client' } }, 'credentials_invalid', false],
    [{ kind: 'status', status: 500, body: { error: 'server_error' } }, 'halo_unavailable', true],
    [{ kind: 'status', status: 404 }, 'halo_unavailable', true],
    [{ kind: 'html', status: 403 }, 'halo_unavailable', true],
    [{ kind: 'empty-403' }, 'halo_unavailable', true],
    [{ kind: 'status', status: 400, body: { error: 'unsupported_grant_type' } }, 'credentials_invalid', false],
  ])('%j: %s', async (fault, code, retriable) => {
    halo.simulator.faults.add({ ...fault, times: Number.POSITIVE_INFINITY });
    await expect(request()).rejects.toMatchObject({ code, retriable });
  });

  test('a throttled endpoint with the time it asks for', async () => {
    halo.simulator.faults.add({ kind: '429', retryAfter: 120 });
    await expect(request()).rejects.toMatchObject({ retryAfterSeconds: 120 });
  });

  test('a throttled endpoint that names no time, with a time of ours', async () => {
    halo.simulator.faults.add({ kind: '429', times: Number.POSITIVE_INFINITY });
    await expect(request()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 3 });
  });
});

test('a client secret that HaloPSA repeats is redacted', async () => {
  const body = { error: 'invalid_client', error_description: `no app with ${halo.credentials.client_secret}` };
  halo.simulator.faults.add({ kind: 'status', status: 401, body });
  const error = await request().catch((thrown) => thrown);
  expect(error.message).toContain('no app with [redacted]');
  expect(JSON.stringify({ ...error, message: error.message })).not.toContain(halo.credentials.client_secret);
});

test('each request to the token endpoint is told, repeated ones too', async () => {
  halo.simulator.faults.add({ kind: 'status', status: 503 });
  const told: (number | string)[] = [];
  await requestToken(halo.connection(), halo.sendHttp, halo.clock, ({ status }) => told.push(status));
  expect(told).toEqual([503, 200]);
});
