import { ExtensionError } from '../../lib/errors.ts';
import type { HaloApi, HaloRecord } from '../../lib/halopsa/api.ts';
import { type Match, matchAsset, shortName } from './match-asset.ts';

export interface AssetWish {
  hostname: string;
  client_id?: number;
  site_id?: number;
  asset_type_id?: number;
  create_if_missing: boolean;
}

/** Looks again under the short name where the full one, with its domain, led to nothing. */
export async function findAsset(
  halo: HaloApi,
  rows: HaloRecord[],
  wish: AssetWish,
  ticket: HaloRecord,
): Promise<Match> {
  const bounds = { clientId: wish.client_id, ticketClientId: clientOf(ticket) };
  const match = matchAsset(rows, wish.hostname, bounds);
  const short = shortName(wish.hostname);
  if (match.kind !== 'none' || short === wish.hostname || short.trim() === '') return match;
  return matchAsset(
    await halo.assets.searchAll({ search: short.trim(), client_id: wish.client_id }),
    wish.hostname,
    bounds,
  );
}

/** @throws ExtensionError `not_found` that names what is missing, where it must not or can't be created */
export function createAsset(halo: HaloApi, wish: AssetWish, ticket: HaloRecord): Promise<HaloRecord> {
  const client = wish.client_id ?? clientOf(ticket);
  const ticketSite = client === clientOf(ticket) ? positive(ticket.site_id) : undefined;
  const missing = [
    ...(client === undefined ? ['client_id'] : []),
    ...(wish.asset_type_id === undefined ? ['asset_type_id'] : []),
  ];
  if (!wish.create_if_missing || missing.length > 0) throw noSuchAsset(wish, missing);
  const site = wish.site_id ?? ticketSite;
  return halo.assets.create({
    assettype_id: wish.asset_type_id,
    client_id: client,
    ...(site !== undefined && { site_id: site }),
    inventory_number: wish.hostname.trim(),
  });
}

function noSuchAsset(wish: AssetWish, missing: string[]): ExtensionError {
  const found = `HaloPSA has no asset called \`${wish.hostname}\`${wish.client_id === undefined ? '' : ` at client ${wish.client_id}`}`;
  if (!wish.create_if_missing) {
    return new ExtensionError('not_found', `${found}, and \`create_if_missing\` is false.`, {
      hint: 'Check the host name, or that the API agent may see assets of this type; or let it be created.',
    });
  }
  const names = missing.map((name) => `\`${name}\``).join(' and ');
  return new ExtensionError('not_found', `${found}, and it can't be created without ${names}.`, {
    hint: `Send ${names}, or set a default in the organization's configuration.`,
    errors: missing.map((field) => ({
      field,
      expected: 'a value, since the asset has to be created',
      received: 'nothing',
    })),
  });
}

export function ambiguousAsset(hostname: string, assets: readonly HaloRecord[]): ExtensionError {
  const list = assets
    .slice(0, 10)
    .map((one) => `${one.id} (client ${one.client_id ?? 'unknown'}${one.inactive === true ? ', inactive' : ''})`);
  return new ExtensionError('ambiguous', `${assets.length} assets are called \`${hostname}\`: ${list.join(', ')}.`, {
    hint: 'Send `client_id`, or attach the right asset by its id with `update_ticket`.',
  });
}

/** HaloPSA writes "not set" as 0 or -1. */
const positive = (id: unknown): number | undefined => (typeof id === 'number' && id >= 1 ? id : undefined);

export const clientOf = (ticket: HaloRecord): number | undefined => positive(ticket.client_id);
