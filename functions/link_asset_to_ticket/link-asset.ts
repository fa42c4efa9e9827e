import type { ActionContext } from '../../lib/action/define-action.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';
import { attachAsset, attachedTo } from './attach-asset.ts';
import { type AssetWish, findAsset, searchAssets } from './find-asset.ts';
import { findKnownAsset, machineOf } from './find-known-asset.ts';
import { linkNewAsset } from './link-new-asset.ts';
import { shortName } from './match-asset.ts';
import { findNamedOtherwise } from './named-otherwise.ts';
import { type LinkRead, readTicketAndAssets } from './read-ticket-and-assets.ts';

export type LinkedAsset = {
  asset_id: number;
  asset_created: boolean;
  asset: HaloRecord;
  ticket: HaloRecord;
};

/** Finds or creates the asset with this host name and attaches it to the ticket. Doing it again changes nothing. */
export function linkAsset(context: ActionContext, ticketId: number, wish: AssetWish): Promise<LinkedAsset> {
  return inTurn(context, ticketId, wish, async () => {
    const read = await readTicketAndAssets(context.halo, ticketId, wish);
    return link(context, read);
  });
}

/** The same for a ticket that a dry run has only planned: HaloPSA has nothing to be read of it. */
export const linkToPlanned = (context: ActionContext, planned: HaloRecord, wish: AssetWish): Promise<LinkedAsset> =>
  link(context, { ticket: { assets: [], ...planned }, rows: searchAssets(context.halo, wish), wish });

async function link(context: ActionContext, read: LinkRead): Promise<LinkedAsset> {
  const known = await findKnownAsset(context, read);
  if (known === undefined) {
    const { asset, linked } = await linkNewAsset(context, read);
    return { asset_id: asset.id, asset_created: true, asset, ticket: linked };
  }
  const linked = await attachAsset(context, read.ticket, known.id);
  return { asset_id: known.id, asset_created: false, asset: known, ticket: linked };
}

/** The link as it stands in HaloPSA; undefined: it is not there. */
export async function findLinkedAsset(
  context: ActionContext,
  ticketId: number,
  wanted: AssetWish,
): Promise<LinkedAsset | undefined> {
  const { halo } = context;
  const { ticket, rows, wish } = await readTicketAndAssets(halo, ticketId, wanted);
  const match = await findAsset(rows, wish, ticket);
  if (match.kind === 'several') return undefined;
  const asset = match.kind === 'one' ? match.asset : await findNamedOtherwise(context, machineOf(wish, ticket));
  if (asset === undefined || !(await attachedTo(halo, ticket, asset.id)).includes(asset.id)) return undefined;
  return { asset_id: asset.id, asset_created: false, asset, ticket };
}

/**
 * HaloPSA replaces a ticket's whole list of assets and checks no version, and it takes a second asset of the same name: so links to one
 * ticket come one after the other, and so do links that may create one host. The ticket first, always: no two can wait for each other.
 */
function inTurn<T>(
  { exclusively }: ActionContext,
  ticketId: number,
  wish: AssetWish,
  work: () => Promise<T>,
): Promise<T> {
  const mayCreate = wish.create_if_missing && wish.asset_type_id !== undefined;
  const inHostsTurn = () => exclusively(`asset#${shortName(wish.hostname.trim()).toLowerCase()}`, work);
  return exclusively(`ticket#${ticketId}`, mayCreate ? inHostsTurn : work);
}
