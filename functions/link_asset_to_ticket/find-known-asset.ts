import type { ActionContext } from '../../lib/action/define-action.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';
import { type AssetWish, ambiguousAsset, clientOf, findAsset } from './find-asset.ts';
import { findNamedOtherwise, type Machine } from './named-otherwise.ts';
import type { LinkRead } from './read-ticket-and-assets.ts';

/**
 * The asset that HaloPSA has for this host: the one of its name, or the one that was created for it and is called otherwise.
 * @throws ExtensionError `ambiguous` where several are called so
 */
export async function findKnownAsset(context: ActionContext, read: LinkRead): Promise<HaloRecord | undefined> {
  const { ticket, rows, wish } = read;
  const match = await findAsset(rows, wish, ticket);
  if (match.kind === 'several') throw ambiguousAsset(wish, match.assets);
  if (match.kind === 'one' && match.warning) context.warn(match.warning);
  const asset = match.kind === 'one' ? match.asset : await findNamedOtherwise(context, machineOf(wish, ticket));
  if (asset !== undefined) for (const doubt of doubtsAbout(asset, ticket)) context.warn(doubt);
  return asset;
}

export const machineOf = ({ hostname, client_id: clientId }: AssetWish, ticket: HaloRecord): Machine => ({
  hostname,
  clientId: clientId ?? clientOf(ticket),
});

/** What a reader of the ticket has to know of an asset that is attached all the same. */
function doubtsAbout(asset: HaloRecord, ticket: HaloRecord): string[] {
  const [owner, customer] = [clientOf(asset), clientOf(ticket)];
  return [
    ...(owner === customer
      ? []
      : [`The asset belongs to client ${owner ?? 'unknown'}, the ticket to ${customer ?? 'unknown'}.`]),
    ...(asset.inactive === true ? [`Asset ${asset.id} is inactive; HaloPSA has no active one of that name.`] : []),
  ];
}
