import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
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
    const others = extension.halo.calls.all.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    expect(new Set(others)).toEqual(new Set(['/auth/token']));
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

describe('a configuration that can not work is refused when it is saved', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a misspelt setting',
      { default_cliend_id: '12' },
      '`default_cliend_id`: expected a known setting such as `default_client_id`',
    ],
    ['a setting like no other', { zzz: 1 }, '`zzz`: expected a known setting (default_client_id, '],
    [
      'credentials, as the marketplace has them there',
      { client_id: 'canary' },
      '`client_id`: expected nothing here, since credentials belong into the secret in AWS (`npm run secret`), received a value.',
    ],
    ['reopening without a status', { closed_ticket_policy: 'reopen' }, '`reopen_status_id`: expected the status'],
    [
      'a client that is not there',
      { default_client_id: 9999 },
      '`default_client_id`: expected a client that HaloPSA has, received 9999',
    ],
    [
      'a site of another client',
      { default_client_id: 12, default_site_id: 20 },
      "`default_site_id`: expected a site of HaloPSA's client 12, received 20",
    ],
    [
      'an inactive client',
      { default_client_id: 15 },
      '`default_client_id`: expected one that is active in HaloPSA, received 15, which is inactive',
    ],
    [
      'an inactive site',
      { default_client_id: 13, default_site_id: 22 },
      '`default_site_id`: expected one that is active in HaloPSA, received 22, which is inactive',
    ],
    [
      'a user of another site of the client',
      { default_client_id: 13, default_site_id: 19, default_user_id: 42 },
      "`default_user_id`: expected a user of HaloPSA's site 19, received 42",
    ],
    [
      'creating assets without a type',
      { create_missing_assets: true },
      '`default_asset_type_id`: expected the type of the assets to create, since `create_missing_assets` is true, received nothing',
    ],
    ['a site that is not there', { default_site_id: 99 }, '`default_site_id`: expected a site that HaloPSA has'],
    [
      'a user of another client',
      { default_client_id: 12, default_user_id: 42 },
      "`default_user_id`: expected a user of HaloPSA's client 12, received 42",
    ],
    ['a user that is not there', { default_user_id: 99 }, '`default_user_id`: expected a user that HaloPSA has'],
    ['an agent that is not there', { default_agent_id: 99 }, '`default_agent_id`: expected an agent that HaloPSA has'],
    [
      'a ticket type that is not there',
      { default_tickettype_id: 77 },
      '`default_tickettype_id`: expected a ticket type',
    ],
    [
      'an asset type that is not there',
      { default_asset_type_id: 77 },
      '`default_asset_type_id`: expected an asset type',
    ],
    [
      'a status that is not there',
      { closed_ticket_policy: 'reopen', reopen_status_id: 77 },
      '`reopen_status_id`: expected a status',
    ],
    [
      'a priority that is not there',
      { priority_map: { high: 2, low: 77 } },
      '`priority_map`: expected priorities that HaloPSA has, received {"high":2,"low":77}',
    ],
    [
      'a team that is not there',
      { default_team: '2nd Line' },
      '`default_team`: expected a team that HaloPSA has, received "2nd Line"',
    ],
    [
      'an outcome that is not there',
      { note_outcome: 'Internal' },
      '`note_outcome`: expected an outcome that HaloPSA has, received "Internal"',
    ],
  ])('%s', async (_, conf, says) => {
    const { status, body } = await validate(conf);
    expect([status, body.retriable]).toEqual([400, false]);
    expect(body.error).toContain(`The organization's extension configuration is wrong. ${says}`);
  });

  test('and a misspelt setting hides no wrong value', async () => {
    const { body } = await validate({ default_client_id: 'abc', dedup_window_minutes: -1, foo: 1 });
    expect(body.error).toContain('Correct `foo`, `default_client_id`, `dedup_window_minutes` in the organization');
  });

  test('and the known settings are listed once', async () => {
    const { body } = await validate({ zzz: 1, qqq: 2, client_secret: 'canary' });
    expect(body.error.match(/max_new_tickets_per_hour/g)).toHaveLength(1);
    expect(body.error).toContain('Correct `zzz`, `qqq`, `client_secret` in');
    expect(body.error).not.toContain('canary');
  });

  test('and all that is wrong is named', async () => {
    const { body } = await validate({
      default_client_id: 9999,
      default_agent_id: 99,
      default_tickettype_id: 1,
      closed_ticket_policy: 'reopen',
      create_missing_assets: true,
    });
    expect(body.error).toContain(
      'Correct `reopen_status_id`, `default_asset_type_id`, `default_client_id`, `default_agent_id` in the organization',
    );
  });

  test('and people who left are no defaults', async () => {
    const { users, agents } = extension.halo.state;
    for (const user of users) user.inactive = true;
    for (const agent of agents) agent.isdisabled = true;
    const { body } = await validate({ default_user_id: 41, default_agent_id: 7 });
    expect(body.error).toContain('received 41, which is inactive; `default_agent_id`: expected one that is active');
  });
});

describe('a configuration is accepted', () => {
  const FULL = {
    default_client_id: 12,
    default_site_id: 18,
    default_user_id: 41,
    default_agent_id: 7,
    default_team: 'soc',
    default_tickettype_id: 1,
    default_asset_type_id: 7,
    closed_ticket_policy: 'reopen',
    reopen_status_id: 2,
    priority_map: { critical: 1, low: 4 },
    note_outcome: ' private note ',
  };

  test.each<[string, Record<string, unknown>]>([
    ['whose records are all there', FULL],
    ['that leaves tickets unassigned', { default_agent_id: 1 }],
    ['with a blank under an unknown name', { was_once_a_setting: '' }],
  ])('%s', async (_, conf) => {
    expect((await validate(conf)).body).toMatchObject({ data: {} });
  });

  test('whose status for reopened tickets and type of assets come from the secret', async () => {
    await restart({ credentials: { defaults: { reopen_status_id: 2, default_asset_type_id: 7 } } });
    expect((await validate({ closed_ticket_policy: 'reopen', create_missing_assets: true })).status).toBe(200);
  });

  test.each<[string, FaultRule]>([
    ['refuses', { kind: 'status', status: 403 }],
    ['fails', { kind: 'status', status: 500 }],
    ['answers with a page', { kind: 'html', status: 200 }],
  ])('where HaloPSA %s the list in which a record would be', async (_, rule) => {
    for (const path of [
      '/api/Agent',
      '/api/Team',
      '/api/TicketType',
      '/api/AssetType',
      '/api/Status',
      '/api/Priority',
      '/api/Outcome',
    ])
      extension.halo.faults.add({ match: { path }, times: 9, ...rule });
    const conf = {
      default_agent_id: 99,
      default_team: '2nd Line',
      default_tickettype_id: 77,
      default_asset_type_id: 77,
      reopen_status_id: 77,
      priority_map: { low: 77 },
      note_outcome: 'Internal',
    };
    expect((await validate(conf)).body).toMatchObject({ data: {} });
  });

  test('where the agent sees nobody in the list', async () => {
    extension.halo.state.agents = [];
    expect((await validate({ default_agent_id: 99 })).status).toBe(200);
  });
});

test('at run time a setting that nobody knows costs no ticket', async () => {
  const config = { default_cliend_id: '12', default_client_id: 13 };
  const { status, body } = await extension.request('create_ticket', { summary: 's' }, { config });
  expect([status, body.data.client_id]).toEqual([200, 13]);
});
