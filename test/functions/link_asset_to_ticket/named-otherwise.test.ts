import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { openTicket } from '../../support/halo-calls.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension({ simulator: { toggles: { autoNumberAssets: true } } });
});
afterEach(() => extension.close());

const link = (input: Record<string, unknown>) =>
  extension.direct('link_asset_to_ticket', { hostname: 'NEW-1', asset_type_id: 7, ...input });
const assetsOf = (ticketId: number) => extension.halo.state.tickets.find(({ id }) => id === ticketId)?.asset_ids;

/** Asset 503, which HaloPSA called A000503, as it is by the next link. */
async function linkAfter(change: object, input: Record<string, unknown> = {}) {
  const [one, other] = [await openTicket(extension), await openTicket(extension)];
  await link({ ticket_id: one });
  Object.assign(extension.halo.state.assets.find(({ id }) => id === 503) ?? {}, change);
  const { body } = await link({ ticket_id: other, ...input });
  return { body, attached: assetsOf(other) };
}

describe('the asset that HaloPSA has named otherwise', () => {
  test('is taken while it has the tag that HaloPSA gave it', async () => {
    const { body, attached } = await linkAfter({ notes: 'x' });
    expect(body).toMatchObject({ asset_id: 503, asset_created: false });
    expect(body).not.toHaveProperty('_meta');
    expect(attached).toEqual([503]);
  });

  test.each([
    ['moved to another client', { client_id: 13, site_id: 19 }],
    ['given another tag', { inventory_number: 'LAB-7', key_field: 'LAB-7' }],
  ])('is not taken once it was %s: it may stand for another machine', async (_, change) => {
    const { body, attached } = await linkAfter(change);
    expect(body).toMatchObject({ asset_id: 504, asset_created: true });
    expect(attached).toEqual([504]);
    const again = await link({ ticket_id: await openTicket(extension) });
    expect(again.body).toMatchObject({ asset_id: 504, asset_created: false });
  });

  test('is not taken once it was moved beyond the clients of the org', async () => {
    const secret = JSON.parse(extension.secrets.get('default') ?? '');
    extension.secrets.set('default', JSON.stringify({ ...secret, orgs: { [OID]: { allowed_client_ids: [12] } } }));
    const { body } = await linkAfter({ client_id: 13, site_id: 19 });
    expect(body).toMatchObject({ asset_id: 504, asset_created: true });
  });

  test('is taken with a warning where it is inactive', async () => {
    const { body, attached } = await linkAfter({ inactive: true });
    expect(body).toMatchObject({ asset_id: 503, asset_created: false });
    expect(body._meta.warnings).toEqual([expect.stringContaining('Asset 503 is inactive')]);
    expect(attached).toEqual([503]);
  });

  test("is taken with a warning where the ticket is another client's", async () => {
    const [one, other] = [await openTicket(extension), await openTicket(extension, { client_id: 13, site_id: 19 })];
    await link({ ticket_id: one });
    const { body } = await link({ ticket_id: other, client_id: 12 });
    expect(body).toMatchObject({ asset_id: 503, asset_created: false });
    expect(body._meta.warnings).toEqual(['The asset belongs to client 12, the ticket to 13.']);
  });
});

describe('where the reply to its creation is no more than an id', () => {
  beforeEach(() => {
    extension.halo.toggles.postReplyFields = 'id';
  });

  test('it is read back, and three links of a host make one asset', async () => {
    const ticketIds = [await openTicket(extension), await openTicket(extension), await openTicket(extension)];
    const bodies = [];
    for (const ticket_id of ticketIds) bodies.push((await link({ ticket_id })).body);
    expect(bodies.map((body) => [body.asset_id, body.asset_created])).toEqual([
      [503, true],
      [503, false],
      [503, false],
    ]);
    expect(bodies[0].asset).toMatchObject({ inventory_number: 'A000503', client_id: 12 });
    expect(bodies[0]._meta.warnings).toEqual([expect.stringMatching(/A000503.*not `NEW-1`/)]);
  });

  test('it is read back once and no warning given where HaloPSA has kept the name', async () => {
    extension.halo.toggles.autoNumberAssets = false;
    const { body } = await link({ ticket_id: await openTicket(extension) });
    expect(body).toMatchObject({ asset_created: true, asset: { inventory_number: 'NEW-1' } });
    expect(body).not.toHaveProperty('_meta');
  });

  test('it is linked with a warning where it can not be read back', async () => {
    const ticketId = await openTicket(extension);
    const match = { method: 'GET', path: '/api/Asset/503' };
    extension.halo.faults.add({ kind: 'status', status: 400, body: { Message: 'no' }, match });
    const { body } = await link({ ticket_id: ticketId });
    expect(body).toMatchObject({ asset_id: 503, asset_created: true });
    expect(body._meta.warnings).toEqual([expect.stringContaining('did not show the new asset 503')]);
    expect(assetsOf(ticketId)).toEqual([503]);
  });
});
