import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { openTicket, posted } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const link = (input: Record<string, unknown>) => extension.direct('link_asset_to_ticket', input);

describe('a missing asset', () => {
  test("is created at the ticket's own client and site", async () => {
    const ticketId = await openTicket(extension, { client_id: 13, site_id: 19 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'NEW-1', asset_type_id: 8 });
    expect(body.asset).toMatchObject({ client_id: 13, site_id: 19, assettype_id: 8 });
  });

  test("is not put at the ticket's site where the given client is another", async () => {
    const ticketId = await openTicket(extension, { client_id: 12, site_id: 18 });
    await link({ ticket_id: ticketId, hostname: 'NEW-1', client_id: 14, asset_type_id: 7 });
    expect(posted(extension)[0]).toEqual({ inventory_number: 'NEW-1', client_id: 14, assettype_id: 7 });
  });

  test('that HaloPSA names otherwise comes with a warning', async () => {
    extension.halo.toggles.autoNumberAssets = true;
    const ticketId = await openTicket(extension);
    const { body } = await link({ ticket_id: ticketId, hostname: 'NEW-1', asset_type_id: 7 });
    expect(body._meta.warnings).toEqual([expect.stringMatching(/A000503.*not `NEW-1`/)]);
  });

  const created = () => posted(extension).filter((body) => 'inventory_number' in body).length;

  test('that HaloPSA names otherwise is the one that the next link takes, on whichever ticket', async () => {
    extension.halo.toggles.autoNumberAssets = true;
    const [one, other] = [await openTicket(extension), await openTicket(extension)];
    await link({ ticket_id: one, hostname: 'NEW-1', asset_type_id: 7 });
    const { body } = await link({ ticket_id: other, hostname: ' new-1 ', asset_type_id: 7 });
    expect(body).toMatchObject({ asset_id: 503, asset_created: false });
    expect(created()).toBe(1);
    const again = await link({ ticket_id: one, hostname: 'NEW-1', create_if_missing: false });
    expect(again.body).toMatchObject({ asset_id: 503, asset_created: false });
  });

  test('that HaloPSA names otherwise, and somebody has deleted, is created once more and taken from then on', async () => {
    extension.halo.toggles.autoNumberAssets = true;
    const ticketId = await openTicket(extension);
    const linkNew = () => link({ ticket_id: ticketId, hostname: 'NEW-1', asset_type_id: 7 });
    await linkNew();
    extension.halo.state.assets = extension.halo.state.assets.filter(({ id }) => id !== 503);
    const { asset_id: second } = (await linkNew()).body;
    expect((await linkNew()).body).toMatchObject({ asset_id: second, asset_created: false });
    expect(created()).toBe(2);
  });

  test.each([
    ['of another client', { hostname: 'NEW-1', client_id: 14 }],
    ['of another name', { hostname: 'NEW-2' }],
    ['that somebody has deleted', { hostname: 'NEW-1' }],
  ])('that HaloPSA names otherwise is not taken for one %s', async (what, more) => {
    extension.halo.toggles.autoNumberAssets = true;
    const ticketId = await openTicket(extension);
    await link({ ticket_id: ticketId, hostname: 'NEW-1', asset_type_id: 7 });
    if (what.endsWith('deleted'))
      extension.halo.state.assets = extension.halo.state.assets.filter(({ id }) => id !== 503);
    const { body } = await link({ ticket_id: ticketId, asset_type_id: 7, ...more });
    expect(body).toMatchObject({ asset_created: true });
    expect(created()).toBe(2);
  });

  test('that ten links at once create under another name is one', async () => {
    extension.halo.toggles.autoNumberAssets = true;
    const ticketIds = await Promise.all(Array.from({ length: 10 }, () => openTicket(extension)));
    const links = ticketIds.map((ticket_id) => link({ ticket_id, hostname: 'NEW-1', asset_type_id: 7 }));
    const ids = (await Promise.all(links)).map(({ body }) => body.asset_id);
    expect(new Set(ids)).toEqual(new Set([503]));
    expect(created()).toBe(1);
  });

  test('that links at once spell in capitals, or with its domain, is one', async () => {
    const names = ['new-1', 'NEW-1', 'New-1.corp.example', 'new-1.CORP.example'];
    const ticketIds = await Promise.all(names.map(() => openTicket(extension)));
    const links = names.map((hostname, i) => link({ ticket_id: ticketIds[i], hostname, asset_type_id: 7 }));
    const ids = (await Promise.all(links)).map(({ body }) => body.asset_id);
    expect(new Set(ids).size).toBe(1);
    expect(created()).toBe(1);
  });

  test.each([false, 'false', 'no', '0'])('is not created where `create_if_missing` is %j', async (no) => {
    const ticketId = await openTicket(extension);
    const input = { ticket_id: ticketId, hostname: 'NEW-1', client_id: 12, asset_type_id: 7, create_if_missing: no };
    const { status, body } = await link(input);
    expect([status, body.code]).toEqual([404, 'not_found']);
    expect(body.detail).toContain('`create_if_missing` is not true');
    expect(body.hint).toContain('set `create_if_missing` to true');
    expect(posted(extension)).toEqual([]);
  });

  test('is not created without a type, and the error names it', async () => {
    const ticketId = await openTicket(extension);
    const { status, body } = await link({ ticket_id: ticketId, hostname: 'NEW-1' });
    expect([status, body.code]).toEqual([404, 'not_found']);
    expect(body.errors).toMatchObject([{ field: 'asset_type_id' }]);
    expect(body.hint).toMatch(/^Check the host name; .* `test_connection` lists the types/);
    expect(posted(extension)).toEqual([]);
  });

  test('is not created where no client is known, and the error names both', async () => {
    const ticketId = await openTicket(extension);
    const [ticket] = extension.halo.state.tickets;
    Object.assign(ticket ?? {}, { client_id: 0, site_id: 0 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'NEW-1' });
    expect(body.errors).toMatchObject([{ field: 'client_id' }, { field: 'asset_type_id' }]);
    expect(body.detail).toContain('`client_id` and `asset_type_id`');
  });

  test('is not created where the ticket has no client, and the hint asks for that alone', async () => {
    const ticketId = await openTicket(extension);
    Object.assign(extension.halo.state.tickets[0] ?? {}, { client_id: 0, site_id: 0 });
    const { body } = await link({ ticket_id: ticketId, hostname: 'NEW-1', asset_type_id: 7 });
    expect(body.hint).toBe('Send `client_id`: the ticket has no client.');
  });

  test.each([
    ['counts what it does not show', [{ record_count: 3, assets: [] }]],
    [
      'shows no more after the first page',
      [
        { record_count: 2, assets: [{ id: 9 }] },
        { record_count: 2, assets: [] },
      ],
    ],
  ])('is not created where HaloPSA %s: it may be there', async (_, pages) => {
    const ticketId = await openTicket(extension);
    for (const body of pages)
      extension.halo.faults.add({ kind: 'status', status: 200, body, match: { path: '/api/Asset', method: 'GET' } });
    const { body } = await link({ ticket_id: ticketId, hostname: 'NEW-1', asset_type_id: 7 });
    expect(body).toMatchObject({ code: 'halo_unavailable', retriable: true });
    expect(posted(extension)).toEqual([]);
  });

  test('is not created where it is on a later page of a list without a count', async () => {
    const ticketId = await openTicket(extension);
    const full = Array.from({ length: 100 }, (_, index) => ({ id: 9_000 + index, inventory_number: `PG-${index}` }));
    for (const assets of [full, [{ id: 501, inventory_number: 'PG-777', client_id: 12 }], []])
      extension.halo.faults.add({ kind: 'status', status: 200, body: { assets }, match: { path: '/api/Asset' } });
    const { body } = await link({ ticket_id: ticketId, hostname: 'PG-777', asset_type_id: 7 });
    expect(body).toMatchObject({ asset_id: 501, asset_created: false });
  });

  test.each(['zero', 'negative', 'absent', 'bare'] as const)(
    'is not created where it is on the second page of a list whose count is no count: %s',
    async (listCount) => {
      extension.halo.toggles.listCount = listCount;
      const { assets } = extension.halo.state;
      const like = assets.find(({ id }) => id === 501) as (typeof assets)[number];
      for (let i = 0; i < 150; i++) {
        const name = i === 149 ? 'PG-1' : `PG-1${i}`;
        assets.push({ ...like, id: 9_000 + i, inventory_number: name, key_field: name });
      }
      const { body } = await link({ ticket_id: await openTicket(extension), hostname: 'PG-1', asset_type_id: 7 });
      expect(body).toMatchObject({ asset_id: 9_149, asset_created: false });
    },
  );

  test("takes type and permission from the org's configuration", async () => {
    const ticketId = await openTicket(extension);
    const data = { ticket_id: ticketId, hostname: 'NEW-1' };
    const config = { default_asset_type_id: 8, create_missing_assets: false };
    const refused = await extension.request('link_asset_to_ticket', data, { config });
    expect([refused.status, refused.body.retriable]).toEqual([400, false]);
    const { body } = await extension.request('link_asset_to_ticket', data, { config: { default_asset_type_id: 8 } });
    expect(body.data).toMatchObject({ asset_created: true, asset: { assettype_id: 8 } });
  });
});
