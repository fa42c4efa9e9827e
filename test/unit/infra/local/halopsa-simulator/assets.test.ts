import { describe, expect, test } from '@jest/globals';
import { ids, useSimulator } from './harness.ts';

const halo = useSimulator();
const search = async (query: string) => ids((await halo.get(`/api/Asset?${query}`)).json.assets);
const create = (fields: object) =>
  halo.post('/api/Asset', [{ assettype_id: 7, client_id: 12, site_id: 18, inventory_number: 'WS-077', ...fields }]);

describe('searching assets', () => {
  test('is fuzzy: neighbours of the host name come along', async () => {
    const { json } = await halo.get('/api/Asset?search=WS-042&client_id=12&pageinate=true&page_no=1&page_size=100');
    expect(json).toMatchObject({ page_no: 1, page_size: 100, record_count: 2 });
    expect(json.assets[0]).toMatchObject({
      id: 501,
      inventory_number: 'WS-042',
      key_field: 'WS-042',
      key_field3: 'SN: 7QX1',
      client_name: 'Northwind Dental',
      site_name: 'Main',
      assettype_name: 'Workstation',
      use: 'asset',
    });
    expect(ids(json.assets)).toEqual([501, 502]);
  });

  test.each([
    ['search=host-7', [309, 310, 311]],
    ['search=7qx1', [501]],
    ['search=7qx1&search_inventory_number_only=true', []],
    ['search=DB-PRIMARY', [308]],
    ['search=WS-100', [301, 302]],
    ['search=WS-100&client_id=13', [302]],
    ['search=srv-01', [303]],
    ['inventory_number=HOST-7', [309, 311]],
    ['inventory_number=OST-7', []],
    ['assettype_id=8&site_id=20', [303, 304, 308]],
    ['assettypes=8,9', [303, 304, 308]],
    ['search=LT-0', [306]],
    ['search=LT-0&includeinactive=true', [305, 306, 307]],
    ['search=LT-0&includeinactive=true&includeactive=false', [305, 307]],
    ['search=LT-0&hostname=nonsense', [306]],
  ])('%s finds %j', async (query, expected) => {
    expect(await search(query)).toEqual(expected);
  });

  test('may include inactive assets by default', async () => {
    halo.simulator.toggles.inactiveInDefaultList = true;
    expect(await search('search=LT-008')).toEqual([307]);
    expect(await search('search=LT-008&includeinactive=false')).toEqual([]);
  });

  test('finds those of a ticket', async () => {
    await halo.ticket({ assets: [{ id: 501 }, { id: 502 }] });
    expect(await search('ticket_id=2884')).toEqual([501, 502]);
    expect(await search('ticket_id=1')).toEqual([]);
  });
});

describe('creating an asset', () => {
  test('answers with the asset, shown under its tag', async () => {
    const { status, json } = await create({});
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: 503,
      inventory_number: 'WS-077',
      key_field: 'WS-077',
      client_name: 'Northwind Dental',
      site_name: 'Main',
      assettype_name: 'Workstation',
      status_id: 1,
      inactive: false,
      sla_id: -1,
      fields: [],
      customfields: [],
    });
    expect(await search('search=WS-077')).toEqual([503]);
  });

  test('can answer 200', async () => {
    halo.simulator.toggles.assetCreateStatus = 200;
    expect((await create({})).status).toBe(200);
  });

  test.each([
    [{ assettype_id: undefined }, 'Asset Type'],
    [{ assettype_id: 99 }, 'Asset Type'],
    [{ site_id: 20 }, 'Site'],
    [{ client_id: undefined, site_id: undefined }, 'Site'],
  ])('refuses %j', async (fields, words) => {
    const { status, json } = await create(fields);
    expect(status).toBe(400);
    expect(json.Message).toContain(words);
    expect(halo.simulator.state.assets.some(({ inventory_number }) => inventory_number === 'WS-077')).toBe(false);
  });

  test('takes the client from the site and the site from the client', async () => {
    expect((await create({ client_id: undefined })).json.client_id).toBe(12);
    expect((await create({ site_id: undefined })).json.site_id).toBe(18);
  });

  test('computes key fields from the fields of the type and ignores a posted key_field', async () => {
    expect((await create({ key_field: 'mine' })).json.key_field).toBe('WS-077');
    const fields = [{ id: '101', value: 'SHOWN' }];
    expect((await create({ fields })).json).toMatchObject({
      key_field: 'SHOWN',
      fields: [{ id: 101, value: 'SHOWN' }],
    });
  });

  test('can number the asset itself', async () => {
    halo.simulator.toggles.autoNumberAssets = true;
    expect((await create({})).json.inventory_number).toBe('A000503');
  });
});

describe('one asset', () => {
  test('is updated in part, with its key field following its tag', async () => {
    expect((await halo.post('/api/Asset', [{ id: 501, inventory_number: 'WS-043' }])).json).toMatchObject({
      id: 501,
      inventory_number: 'WS-043',
      key_field: 'WS-043',
      key_field3: 'SN: 7QX1',
      client_id: 12,
    });
    expect((await halo.post('/api/Asset', [{ id: 9999, notes: 'x' }])).status).toBe(404);
  });

  test('is read as a bare object', async () => {
    expect((await halo.get('/api/Asset/501')).json).toMatchObject({ id: 501, fields: [] });
    expect((await halo.get('/api/Asset/9999')).status).toBe(404);
  });

  test('is deleted, and leaves its tickets', async () => {
    await halo.ticket({ assets: [{ id: 501 }, { id: 502 }] });
    expect((await halo.del('/api/Asset/501')).json).toEqual({ id: 501 });
    expect((await halo.get('/api/Asset/501')).status).toBe(404);
    expect(ids((await halo.get('/api/Tickets/2884')).json.assets)).toEqual([502]);
  });
});
