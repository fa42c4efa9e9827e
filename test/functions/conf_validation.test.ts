import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FaultRule } from '../../infra/local/halopsa-simulator/index.ts';
import { OID, OTHER_OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { createTestClock } from '../support/test-clock.ts';

const org = { oid: OID, jwt: 'eyJ0eXAi.e30.c2ln', ident: 'someone' };
let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const halo = () => extension.halo.calls.all.map(({ path }) => path);
const validate = (conf: unknown, oid = OID) => extension.deliver({ conf_validation: { org: { ...org, oid }, conf } });
const restart = async (options: Parameters<typeof startTestExtension>[0]) => {
  await extension.close();
  extension = await startTestExtension(options);
};

test.each([null, undefined, {}, { default_client_id: '12', default_team: 'SOC' }])(
  'the configuration %j is right, and HaloPSA is read all over to find out the rest',
  async (conf) => {
    await expect(validate(conf)).resolves.toMatchObject({ status: 200, body: { data: {} } });
    expect(halo().slice(0, 2)).toEqual(['/api/authinfo', '/auth/token']);
    expect(halo()).toEqual(
      expect.arrayContaining(['/api/Tickets', '/api/Actions', '/api/Asset', '/api/Client', '/api/Site']),
    );
    expect(extension.halo.calls.all.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual([
      '/auth/token',
    ]);
  },
);

test('a wrong configuration is refused with every wrong member named, and nobody is asked', async () => {
  const { status, body } = await validate({ default_client_id: 'abc', create_missing_assets: 'perhaps' });
  expect([status, body.retriable]).toEqual([400, false]);
  expect(body.error).toMatch(
    /`default_client_id`: expected an integer.*`create_missing_assets`: expected true or false/,
  );
  expect(halo()).toEqual([]);
});

test.each<[string, Parameters<typeof startTestExtension>[0], string, RegExp]>([
  [
    'the org has no credentials',
    {},
    OTHER_OID,
    /org_not_configured.*Put the org's credentials into the secret `test\/orgs\/9/,
  ],
  [
    'the secret lacks a member',
    { credentials: { client_secret: undefined } },
    OID,
    /`client_secret` \(missing\).*Correct the secret `test\/default`/,
  ],
  [
    'the secret points elsewhere',
    { credentials: { instance_url: 'https://evil.example' } },
    OID,
    /`instance_url` in the secret is refused.*Set `instance_url`/,
  ],
  [
    'HaloPSA refuses the client secret',
    { credentials: { client_secret: 'wrong-secret' } },
    OID,
    /credentials_invalid.*invalid_client.*Check `instance_url`, `tenant`, `client_id` and `client_secret`/,
  ],
  [
    'a scope does not exist',
    { credentials: { scope: 'read:actions' } },
    OID,
    /scope_missing.*`read:actions`.*`edit:tickets edit:assets read:customers`/,
  ],
  [
    'the scopes do not suffice',
    { credentials: { scope: 'edit:tickets' } },
    OID,
    /lacks the scopes `edit:assets`, `read:customers`.*set `scope` in the secret/,
  ],
  ['nobody answers', { haloUrl: 'http://127.0.0.1:1' }, OID, /halo_unavailable.*could not be reached/],
])('where %s, the answer says so and what to do', async (_, options, oid, says) => {
  await restart(options);
  const { status, body } = await validate({}, oid);
  expect([status, body.retriable]).toEqual([400, false]);
  expect(body.error).toMatch(says);
  expect(body.error).not.toContain('wrong-secret');
});

test.each<FaultRule>([
  { kind: '429', retryAfter: 60 },
  { kind: 'status', status: 500 },
  { kind: 'html', status: 200 },
])('the answer is final, since a person waits for it, also where HaloPSA is to blame (%j)', async (rule) => {
  extension.halo.faults.add({ ...rule, times: 9 });
  await expect(validate({})).resolves.toMatchObject({ status: 400, body: { retriable: false } });
});

test('a secret that was corrected a minute ago is seen', async () => {
  const clock = createTestClock();
  await restart({ clock, credentials: { client_secret: 'wrong-secret' } });
  await expect(validate({})).resolves.toMatchObject({ status: 400 });
  clock.advance(60_000);
  const { client_secret } = extension.halo.state.oauth;
  const secret = JSON.parse(extension.secrets.get('default') ?? '');
  extension.secrets.set('default', JSON.stringify({ ...secret, client_secret }));
  await expect(validate({})).resolves.toMatchObject({ status: 200 });
});
