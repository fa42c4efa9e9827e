import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { orgConfigSchema } from '../../../lib/action/config/org-config.ts';
import { OID, OTHER_OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { posted } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

/** A secret of its own for the other org, which nobody has read yet. */
function setSecret(terms: object): void {
  const { allowed_oids, ...base } = JSON.parse(extension.secrets.get('default') ?? '');
  extension.secrets.set(`orgs/${OTHER_OID}`, JSON.stringify({ ...base, ...terms }));
}

describe('a name is as good as an id against a default', () => {
  const HOME = {
    default_client_id: 12,
    default_site_id: 18,
    default_user_id: 41,
    default_agent_id: 7,
    default_tickettype_id: 2,
  };
  const create = async (input: object) =>
    (await extension.request('create_ticket', { summary: 's', ...input }, { config: HOME })).body.data;

  test.each([
    [
      'client, with site and user, which are another client’s',
      { client: 'Contoso Logistics' },
      { agent_id: 7, tickettype_id: 2 },
    ],
    ['client, although it is the default one', { client: 'Northwind Dental' }, { agent_id: 7, tickettype_id: 2 }],
    ['agent', { agent: 'Priya Nair' }, { client_id: 12, site_id: 18, user_id: 41, tickettype_id: 2 }],
    ['ticket type', { tickettype: 'Incident' }, { client_id: 12, site_id: 18, user_id: 41, agent_id: 7 }],
    ['site at the default client, with the user', { site: 'Main' }, { client_id: 12, agent_id: 7, tickettype_id: 2 }],
  ])('%s', async (_, input, defaults) => {
    expect((await create(input))._meta.defaults).toEqual(defaults);
  });

  test('a client by name and by the default’s id brings the default site and user', async () => {
    const { _meta } = await create({ client: 'northwind dental', client_id: 12 });
    expect(_meta.defaults).toMatchObject({ site_id: 18, user_id: 41 });
  });
});

describe('where several say something', () => {
  test("the message's configuration wins over the org's secret, member by member", async () => {
    setSecret({ defaults: { default_team: '1st Line Support', default_agent_id: 8 } });
    const { body } = await extension.request(
      'create_ticket',
      { summary: 's' },
      { oid: OTHER_OID, config: { default_team: 'SOC' } },
    );
    expect(body.data._meta.defaults).toEqual({ team: 'SOC', agent_id: 8 });
  });

  test("the configuration's client keeps out the secret's site and user, which are another client's", async () => {
    setSecret({ defaults: { default_client_id: 12, default_site_id: 18, default_user_id: 41 } });
    const { body } = await extension.request(
      'create_ticket',
      { summary: 's' },
      { oid: OTHER_OID, config: { default_client_id: 13 } },
    );
    expect(body.data._meta.defaults).toEqual({ client_id: 13 });
  });

  test("an org's terms in the shared secret replace the general ones", async () => {
    await extension.close();
    extension = await startTestExtension({
      credentials: {
        allowed_oids: ['*'],
        defaults: { default_agent_id: 7, default_team: 'SOC' },
        orgs: { [OTHER_OID.toUpperCase()]: { defaults: { default_agent_id: 9 } } },
      },
    });
    const metaOf = async (oid: string) =>
      (await extension.direct('create_ticket', { summary: 's' }, { 'x-limacharlie-oid': oid })).body._meta;
    expect(await metaOf(OID)).toEqual({ defaults: { agent_id: 7, team: 'SOC' } });
    expect(await metaOf(OTHER_OID)).toEqual({ defaults: { agent_id: 9 } });
  });

  test('a cap of one client makes it the default', async () => {
    setSecret({ allowed_client_ids: [13] });
    const { body } = await extension.request('create_ticket', { summary: 's' }, { oid: OTHER_OID });
    expect(body.data).toMatchObject({ client_id: 13, _meta: { defaults: { client_id: 13 } } });
  });
});

describe('wrong defaults', () => {
  test("in the secret are the operator's mistake, and each is named", async () => {
    setSecret({ defaults: { default_client_id: 'twelve', closed_ticket_policy: 'ignore' } });
    const { body } = await extension.direct('create_ticket', { summary: 's' }, { 'x-limacharlie-oid': OTHER_OID });
    expect(body).toMatchObject({
      code: 'credentials_invalid',
      detail: expect.stringMatching(/default_client_id.*closed_ticket_policy/),
    });
    expect(posted(extension)).toEqual([]);
  });

  test('in the configuration are refused when it is saved, each by name', async () => {
    const { status, body } = await extension.deliver({
      version: 20221218,
      idempotency_key: 'k',
      conf_validation: {
        org: { oid: OID },
        conf: { default_client_id: 'twelve', dedup_window_minutes: 0, priority_map: { urgent: 1 } },
      },
    });
    expect([status, body.retriable]).toEqual([400, false]);
    expect(body.error).toMatch(/default_client_id.*priority_map.*dedup_window_minutes/);
  });

  test.each([[null], [{}], [undefined]])('are not what %j is: it is valid', async (conf) => {
    const { status } = await extension.deliver({
      version: 20221218,
      idempotency_key: 'k',
      conf_validation: { org: { oid: OID }, conf },
    });
    expect(status).toBe(200);
  });
});

test('each member of the configuration is described to LimaCharlie', async () => {
  const { body } = await extension.deliver({ version: 20221218, idempotency_key: 'k', schema_request: {} });
  const { fields, requirements } = body.data.config_schema;
  expect(Object.keys(fields)).toEqual(Object.keys(orgConfigSchema.entries));
  expect(requirements).toEqual([]);
});
