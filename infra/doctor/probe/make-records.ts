import type { Place } from './choose-place.ts';
import { placeFields } from './choose-place.ts';
import type { ProbeContext } from './context.ts';

/** @throws ExtensionError */
export async function createTicket({ act, made, tag }: ProbeContext, place: Place): Promise<number> {
  const details = 'A test record. Whoever sees it may delete it.';
  const ticket = await act('create_ticket', { summary: tag, details, ...placeFields(place) });
  const id = ticket.id as number;
  made.push({ kind: 'ticket', id });
  return id;
}

/** @param assetTypeId without it, only an asset that is there is linked. @throws ExtensionError */
export async function linkAsset(
  { act, made, tag }: ProbeContext,
  place: Place,
  ticketId: number,
  assetTypeId?: number,
): Promise<{ assetId: number; isNew: boolean }> {
  const result = await act('link_asset_to_ticket', {
    ticket_id: ticketId,
    hostname: tag,
    ...placeFields(place),
    create_if_missing: assetTypeId !== undefined,
    ...(assetTypeId !== undefined && { asset_type_id: assetTypeId }),
  });
  const assetId = result.asset_id as number;
  const isNew = result.asset_created === true;
  if (isNew) made.push({ kind: 'asset', id: assetId });
  return { assetId, isNew };
}
