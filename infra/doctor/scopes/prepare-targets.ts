import { ExtensionError } from '../../../lib/errors.ts';
import type { Dependencies } from '../../../lib/runtime/dependencies.ts';
import { newDelivery } from '../connect.ts';
import type { DoctorOptions } from '../options.ts';
import { createAct } from '../probe/act.ts';
import { choosePlace } from '../probe/choose-place.ts';
import type { MadeRecord } from '../probe/leftover.ts';
import { TAG } from '../probe/tag.ts';
import type { Targets } from './endpoints.ts';

/**
 * A ticket and an asset to update, made with the configured scopes. Each is put onto `made` at once.
 * @throws ExtensionError where they can't be made
 */
export async function prepareTargets(
  { testClientId, assetTypeId: wantedTypeId }: Pick<DoctorOptions, 'testClientId' | 'assetTypeId'>,
  deps: Dependencies,
  made: MadeRecord[],
): Promise<Targets> {
  const { clientId, siteId } = await choosePlace(createAct(deps), testClientId);
  const halo = deps.haloFor(newDelivery(deps), { allowedClientIds: undefined, onCall() {} });
  const assetTypeId = wantedTypeId ?? (await halo.lists.assetTypes())[0]?.id;
  if (assetTypeId === undefined)
    throw new ExtensionError('not_found', 'No asset type is visible.', { hint: 'Name one with --asset-type-id.' });
  const place = { client_id: clientId, site_id: siteId };
  const name = `${TAG} scopes, to be updated`;
  const ticket = await halo.tickets.create({ summary: name, details: 'A test record.', ...place });
  made.push({ kind: 'ticket', id: ticket.id });
  const asset = await halo.assets.create({ inventory_number: name, assettype_id: assetTypeId, ...place });
  made.push({ kind: 'asset', id: asset.id });
  return { ticketId: ticket.id, assetId: asset.id, clientId, siteId, assetTypeId };
}
