import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OTHER_OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { openTicket, posted } from '../support/halo-calls.ts';

interface Default {
  action: string;
  name: string;
  value: unknown;
  /** What HaloPSA is sent. */
  field: string;
  /** The input for it, where that has another name. */
  input?: string;
  /** What a request says in its place. */
  other: unknown;
}

const DEFAULTS: readonly Default[] = [
  { action: 'create_ticket', name: 'default_client_id', value: 12, field: 'client_id', other: 13 },
  { action: 'create_ticket', name: 'default_site_id', value: 18, field: 'site_id', other: 20 },
  { action: 'create_ticket', name: 'default_user_id', value: 41, field: 'user_id', other: 42 },
  { action: 'create_ticket', name: 'default_tickettype_id', value: 2, field: 'tickettype_id', other: 1 },
  { action: 'create_ticket', name: 'default_team', value: 'SOC', field: 'team', other: '1st Line Support' },
  { action: 'create_ticket', name: 'default_agent_id', value: 7, field: 'agent_id', other: 8 },
  { action: 'create_ticket', name: 'default_source_id', value: 15, field: 'source', input: 'source_id', other: 3 },
  { action: 'add_action', name: 'note_outcome', value: 'Private Note', field: 'outcome', other: 'Public Note' },
];

const INPUTS: Record<string, Record<string, unknown>> = {
  create_ticket: { summary: 's' },
  add_action: { ticket_id: 2884, note: 'n' },
};

/** Each way in which an org's defaults reach an action. */
const DOORS = {
  'the extension configuration': async (action: string, input: object, defaults: object) =>
    (await extension.request(action, input, { config: defaults })).body.data,
  "the org's secret, for a direct caller": async (action: string, input: object, defaults: object) => {
    setSecret({ defaults });
    return (await extension.direct(action, input, { 'x-limacharlie-oid': OTHER_OID })).body;
  },
  "the org's secret, for LimaCharlie": async (action: string, input: object, defaults: object) => {
    setSecret({ defaults });
    return (await extension.request(action, input, { oid: OTHER_OID })).body.data;
  },
};
type Door = keyof typeof DOORS;
const doors = Object.keys(DOORS) as Door[];

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
  await openTicket(extension);
});
afterEach(() => extension.close());

/** A secret of its own for the other org, which nobody has read yet. */
function setSecret(terms: object): void {
  const { allowed_oids, ...base } = JSON.parse(extension.secrets.get('default') ?? '');
  extension.secrets.set(`orgs/${OTHER_OID}`, JSON.stringify({ ...base, ...terms }));
}

describe.each(doors)('a default of %s', (door) => {
  const run = DOORS[door];

  test.each(DEFAULTS)('$name stands in at $action', async ({ action, name, value, field, input = field }) => {
    const result = await run(action, { ...INPUTS[action] }, { [name]: value });
    expect(posted(extension)).toMatchObject([{ [field]: value }]);
    expect(result._meta).toEqual({ defaults: { [input]: value } });
  });

  test.each(DEFAULTS)('$name gives way to the input', async ({ action, name, value, field, input = field, other }) => {
    const result = await run(action, { ...INPUTS[action], [input]: other }, { [name]: value });
    expect(posted(extension)).toMatchObject([{ [field]: other }]);
    expect(result).not.toHaveProperty('_meta');
  });

  test.each(DEFAULTS)('$name gives way to `extra`', async ({ action, name, value, field, other }) => {
    const result = await run(action, { ...INPUTS[action], extra: { [field]: other } }, { [name]: value });
    expect(posted(extension)).toMatchObject([{ [field]: other }]);
    expect(result).not.toHaveProperty('_meta');
  });

  test('default_asset_type_id makes the asset that is missing', async () => {
    const input = { ticket_id: 2884, hostname: 'WS-900' };
    const result = await run('link_asset_to_ticket', input, { default_asset_type_id: '8' });
    expect(result).toMatchObject({
      asset_created: true,
      asset: { assettype_id: 8 },
      _meta: { defaults: { asset_type_id: 8 } },
    });
  });

  test('create_missing_assets false keeps it from being made', async () => {
    const input = { ticket_id: 2884, hostname: 'WS-900', asset_type_id: 8 };
    await run('link_asset_to_ticket', input, { create_missing_assets: false });
    expect(posted(extension)).toEqual([]);
  });

  test('create_missing_assets false gives way to the input', async () => {
    const input = { ticket_id: 2884, hostname: 'WS-900', asset_type_id: 8, create_if_missing: true };
    expect(await run('link_asset_to_ticket', input, { create_missing_assets: 'false' })).toMatchObject({
      asset_created: true,
    });
  });

  test('changes nothing of a ticket that is there', async () => {
    await run(
      'update_ticket',
      { id: 2884, summary: 'new' },
      { default_client_id: 13, default_agent_id: 8, default_team: 'SOC' },
    );
    expect(posted(extension)).toEqual([{ id: 2884, summary: 'new' }]);
  });

  test('of a place stays with its client', async () => {
    await run(
      'create_ticket',
      { summary: 's', client_id: 13 },
      { default_client_id: 12, default_site_id: 18, default_user_id: 41 },
    );
    expect(posted(extension)).toMatchObject([{ client_id: 13 }]);
    expect(posted(extension)[0]).not.toHaveProperty('site_id');
    expect(posted(extension)[0]).not.toHaveProperty('user_id');
  });
});
