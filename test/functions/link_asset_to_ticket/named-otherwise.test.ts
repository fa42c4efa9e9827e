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
