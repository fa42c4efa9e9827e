import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OTHER_OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls, openTicket } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
  await openTicket(extension);
});
afterEach(() => extension.close());

const methods = () => [...new Set(apiCalls(extension).map((call) => call.method))];

describe('a dry run shows', () => {
  test('defaults and names, looked up', async () => {
    const config = { default_client_id: 13, default_team: 'SOC' };
    const input = { summary: 's', site: 'depot', agent: 'priya nair', dry_run: true };
    const { body } = await extension.request('create_ticket', input, { config });
    expect(body.data.would_send[0].body[0]).toMatchObject({ client_id: 13, site_id: 19, agent_id: 8, team: 'SOC' });
    expect(body.data._meta).toEqual({
      defaults: { client_id: 13, team: 'SOC' },
      resolved: { site: { name: 'Depot', id: 19 }, agent: { name: 'Priya Nair', id: 8 } },
    });
    expect(methods()).toEqual(['GET']);
  });

  test('the reference line that a message with a key puts into its ticket', async () => {
    const { body } = await extension.request('create_ticket', { summary: 's', dry_run: true });
    expect(body.data.would_send[0].body[0].details).toMatch(/^Reference: LC-[0-9A-F]{20} /);
  });

  test('both writes of a link that creates its asset, whose id nobody knows yet', async () => {
    const input = { ticket_id: 2884, hostname: 'WS-900', asset_type_id: 7, dry_run: true };
    const { body } = await extension.direct('link_asset_to_ticket', input);
    expect(body.would_send).toEqual([
      {
        method: 'POST',
        path: '/api/Asset',
        body: [{ assettype_id: 7, client_id: 12, site_id: 18, inventory_number: 'WS-900' }],
      },
      { method: 'POST', path: '/api/Tickets', body: [{ id: 2884, assets: [{ id: 0 }] }] },
    ]);
  });

  test('nothing to send where the asset is on the ticket already', async () => {
    await extension.direct('link_asset_to_ticket', { ticket_id: 2884, hostname: 'WS-042' });
    const { body } = await extension.direct('link_asset_to_ticket', {
      ticket_id: 2884,
      hostname: 'WS-042',
      dry_run: true,
    });
    expect(body).toEqual({ dry_run: true, would_send: [] });
  });

  test('a warning where the input has one', async () => {
    const { body } = await extension.direct('create_ticket', { summary: 's', clientid: 12, dry_run: true });
    expect(body._meta.warnings).toEqual([expect.stringContaining('did you mean `client_id`')]);
  });
});

describe('a dry run fails where the run would', () => {
  test('for a wrong name', async () => {
    const { body } = await extension.direct('create_ticket', { summary: 's', client: 'Nobody', dry_run: true });
    expect(body.code).toBe('not_found');
  });

  test.each([
    ['link_asset_to_ticket', { ticket_id: 1, hostname: 'WS-042' }],
    ['update_ticket', { id: 1, summary: 's' }],
    ['add_action', { ticket_id: 1, note: 'n' }],
  ])('for a ticket that does not exist: %s', async (name, input) => {
    const { status, body } = await extension.direct(name, { ...input, dry_run: true });
    expect([status, body.code]).toEqual([404, 'not_found']);
  });

  test('for several assets of one name', async () => {
    await extension.direct('create_ticket', { summary: 'elsewhere', client_id: 14 });
    const { body } = await extension.direct('link_asset_to_ticket', {
      ticket_id: 2885,
      hostname: 'WS-100',
      dry_run: true,
    });
    expect(body.code).toBe('ambiguous');
  });

  test.each([
    ['create_ticket', { summary: 's', client_id: 13 }],
    ['create_ticket', { summary: 's', client_id: 12, extra: { client_id: 13 } }],
    ['update_ticket', { id: 2885, status_id: 2 }],
    ['add_action', { ticket_id: 2885, note: 'n' }],
    ['link_asset_to_ticket', { ticket_id: 2885, hostname: 'WS-042' }],
  ])('beyond the client cap: %s %j', async (name, input) => {
    await openTicket(extension, { client_id: 13 });
    const { allowed_oids, ...secret } = JSON.parse(extension.secrets.get('default') ?? '');
    extension.secrets.set(`orgs/${OTHER_OID}`, JSON.stringify({ ...secret, allowed_client_ids: [12] }));
    const { body } = await extension.direct(name, { ...input, dry_run: true }, { 'x-limacharlie-oid': OTHER_OID });
    expect(body).toMatchObject({ status: 403, code: 'client_not_allowed' });
    expect(methods()).not.toContain('POST');
  });
});
