import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestHalo, type TestHalo } from '../../../support/halo.ts';

let halo: TestHalo;
beforeEach(async () => {
  halo = await startTestHalo();
});
afterEach(() => halo.close());

const OID = '11111111-2222-4333-8444-555555555555';
const open = (oid = OID) => halo.sessions.open(oid);
const tokenCalls = () => halo.simulator.calls.count('POST', '/auth/token');

test('callers of one org share a token', async () => {
  const sessions = await Promise.all(Array.from({ length: 50 }, () => open()));
  expect(new Set(sessions.map(({ token }) => token.value)).size).toBe(1);
  expect(tokenCalls()).toBe(1);
});

test('two orgs never share one, not even with one HaloPSA', async () => {
  const [a, b] = [await open(), await open('99999999-8888-4777-8666-555555555555')];
  expect(a.token.value).not.toBe(b.token.value);
});

test('a rejected token is replaced, from a secret that is read again', async () => {
  const first = await open();
  halo.sessions.reject(first);
  expect(halo.secretExpiries()).toBe(1);
  expect((await open()).token.value).not.toBe(first.token.value);
});

test('a rejected token that is old already takes nobody the newer one', async () => {
  const first = await open();
  halo.sessions.reject(first);
  const second = await open();
  halo.sessions.reject(first);
  expect((await open()).token.value).toBe(second.token.value);
});

test('a refused secret is read once more, in case it was corrected, and refused without a second request', async () => {
  halo.credentials.client_secret = 'outdated';
  await expect(open()).rejects.toMatchObject({ code: 'credentials_invalid' });
  expect(halo.secretReads()).toBe(2);
  expect(halo.secretExpiries()).toBe(1);
  expect(tokenCalls()).toBe(1);
});

test('a secret that was corrected meanwhile works within the same call', async () => {
  const right = halo.credentials.client_secret;
  halo.credentials.client_secret = 'outdated';
  const correct = () => {
    halo.credentials.client_secret = right;
  };
  halo.simulator.faults.add({ kind: 'slow', delayMs: 50 });
  const opening = open();
  setTimeout(correct, 10);
  await expect(opening).resolves.toMatchObject({ token: { scopes: expect.any(Array) } });
  expect(tokenCalls()).toBe(2);
});

test('an outage is not taken for a wrong secret', async () => {
  halo.simulator.faults.add({ kind: 'status', status: 500, times: 9 });
  await expect(open()).rejects.toMatchObject({ code: 'halo_unavailable' });
  expect(halo.secretExpiries()).toBe(0);
});

test('to forget an org is to have its secret read again', () => {
  halo.sessions.forget(OID);
  expect(halo.secretExpiries()).toBe(1);
});

test('an address that breaks the rules is refused before anything is sent', async () => {
  halo.credentials.instance_url = 'https://evil.example';
  await expect(open()).rejects.toMatchObject({ code: 'credentials_invalid' });
  expect(halo.simulator.calls.all).toEqual([]);
});

describe('what an org may see is what another may', () => {
  const viewAfter = async (change: object) => {
    const before = await halo.sessions.viewOf(OID);
    Object.assign(halo.credentials, change);
    return [before, await halo.sessions.viewOf('99999999-8888-4777-8666-555555555555')];
  };

  test.each([{}, { client_secret: 'of-the-same-application' }])('with the same credentials but %j', async (change) => {
    const [one, other] = await viewAfter(change);
    expect(other).toBe(one);
  });

  test.each([
    { instance_url: 'https://other.halopsa.com' },
    { auth_url: 'https://login.halopsa.com/auth' },
    { tenant: 'other' },
    { client_id: 'another-application' },
    { scope: 'edit:tickets' },
  ])('but not with %j', async (change) => {
    const [one, other] = await viewAfter(change);
    expect(other).not.toBe(one);
  });
});
