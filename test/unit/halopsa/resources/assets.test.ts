import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Toggles } from '../../../../infra/local/halopsa-simulator/index.ts';
import type { HaloApi } from '../../../../lib/halopsa/api.ts';
import { startTestHalo, type TestHalo } from '../../../support/halo.ts';

let halo: TestHalo;
let assets: HaloApi['assets'];
beforeEach(async () => {
  halo = await startTestHalo();
  assets = halo.api.assets;
});
afterEach(() => halo.close());

const calls = () => halo.simulator.calls.matching({ path: '/api/Asset' });
const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id).sort((a, b) => a - b);

describe('a search brings every row that HaloPSA thinks fits', () => {
  test('the fuzzy ones too: to pick is not its task', async () => {
    expect(idsOf((await assets.searchAll({ search: 'HOST-7' })).rows)).toEqual([309, 310, 311]);
  });

  test('the inactive ones too, whatever is in the tenant’s default list', async () => {
    expect(idsOf((await assets.searchAll({ search: 'LT-007' })).rows)).toEqual([305, 306]);
    expect(calls()[0]?.query).toMatchObject({ includeactive: 'true', includeinactive: 'true', pageinate: 'true' });
  });

  test.each<Partial<Toggles>>([
    {},
    { maxPageSize: 50 },
    { maxPageSize: 50, pageOffsetFrom: 'requested' },
    { listCount: 'zero' },
    { listCount: 'negative', maxPageSize: 50 },
    { listCount: 'absent' },
    { listCount: 'bare' },
  ])('over all pages (%j)', async (toggles) => {
    Object.assign(halo.simulator.toggles, toggles);
    expect((await assets.searchAll({ client_id: 14 })).rows).toHaveLength(130);
  });
});

describe("a ticket's assets", () => {
  test('are found by the ticket', async () => {
    const { id } = await halo.api.tickets.create({ summary: 's', assets: [{ id: 501 }, { id: 301 }] });
    expect(idsOf(await assets.ofTicket(id))).toEqual([301, 501]);
  });

  test('are none where there are none', async () => {
    const { id } = await halo.api.tickets.create({ summary: 's' });
    await expect(assets.ofTicket(id)).resolves.toEqual([]);
  });

  test('are unknown where HaloPSA counts more than it shows', async () => {
    const body = { record_count: 2, assets: [{ id: 7 }] };
    for (const shown of [body, { record_count: 0, assets: [] }, { record_count: 2, assets: [] }])
      halo.simulator.faults.add({ kind: 'status', status: 200, body: shown, match: { path: '/api/Asset' } });
    await expect(assets.ofTicket(2884)).rejects.toMatchObject({ code: 'halo_rejected', retriable: false });
  });

  test('are unknown where HaloPSA ignores the filter: every asset would be taken for one of the ticket’s', async () => {
    halo.simulator.faults.add({
      kind: 'status',
      status: 200,
      body: { record_count: 1, assets: [{ id: 7 }] },
      times: 9,
      match: { path: '/api/Asset' },
    });
    await expect(assets.ofTicket(2884)).rejects.toMatchObject({ code: 'halo_rejected', retriable: false });
  });
});

describe('an asset is created', () => {
  test.each([200, 201] as const)('with status %i', async (assetCreateStatus) => {
    halo.simulator.toggles.assetCreateStatus = assetCreateStatus;
    await expect(
      assets.create({ assettype_id: 7, client_id: 12, site_id: 18, inventory_number: 'WS-077' }),
    ).resolves.toMatchObject({ id: 503, inventory_number: 'WS-077' });
  });

  test('but not without a type', async () => {
    await expect(assets.create({ client_id: 12, site_id: 18, inventory_number: 'X' })).rejects.toMatchObject({
      code: 'halo_rejected',
      halo: { status: 400, message: 'Please select an Asset Type' },
    });
  });

  test('and a reply without an id leaves open what happened', async () => {
    halo.simulator.faults.add({ kind: 'status', status: 201, body: {}, match: { method: 'POST', path: '/api/Asset' } });
    await expect(assets.create({ assettype_id: 7 })).rejects.toMatchObject({ code: 'outcome_unknown' });
  });
});
