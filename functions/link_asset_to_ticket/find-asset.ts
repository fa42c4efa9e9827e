import { ExtensionError } from '../../lib/errors.ts';
import type { HaloApi, HaloList, HaloRecord } from '../../lib/halopsa/api.ts';
import { type Match, matchAsset, shortName } from './match-asset.ts';

export interface AssetWish {
  hostname: string;
  client_id?: number;
  /** Only machines of the ticket's own client count, as the ticket is read; `client_id` is then what is known of it before. */
  own_client_only?: boolean;
  site_id?: number;
  asset_type_id?: number;
  create_if_missing: boolean;
  /** By which name the caller knows that; left out, by this one. */
  create_setting?: string;
}

/** HaloPSA's rows for the host's name, and for its name without the domain: the same promise where it has none. */
export interface AssetRows {
  byName: Promise<HaloList>;
  byShortName: Promise<HaloList>;
}

/** Both searches at once, so that a host with a domain costs no further round trip. */
export function searchAssets(halo: HaloApi, wish: AssetWish): AssetRows {
  const search = (name: string) => halo.assets.searchAll({ search: name, client_id: wish.client_id });
  const name = wish.hostname.trim();
  const short = shortName(name).trim();
  const byName = search(name);
  const byShortName = short === name || short === '' ? byName : search(short);
  byShortName.catch(() => {}); // It is awaited only where it is needed; elsewhere its failure matters to nobody.
  return { byName, byShortName };
}

/** Takes the rows of the short name where those of the full one hold no match. */
export async function findAsset(rows: AssetRows, wish: AssetWish, ticket: HaloRecord): Promise<Match> {
  const bounds = { clientId: wish.client_id, ticketClientId: clientOf(ticket) };
  const match = matchAsset((await rows.byName).rows, wish.hostname, bounds);
  return match.kind === 'none' ? matchAsset((await rows.byShortName).rows, wish.hostname, bounds) : match;
}

export function ambiguousAsset({ hostname, client_id: wanted }: AssetWish, assets: readonly HaloRecord[]) {
  const list = assets
    .slice(0, 10)
    .map((one) => `${one.id} (client ${one.client_id ?? 'unknown'}${one.inactive === true ? ', inactive' : ''})`);
  return new ExtensionError('ambiguous', `${assets.length} assets are called \`${hostname}\`: ${list.join(', ')}.`, {
    hint:
      wanted === undefined && new Set(assets.map((one) => one.client_id)).size > 1
        ? 'Send `client_id`, or attach the right asset by its id with `update_ticket`.'
        : 'Attach the right asset by its id with `update_ticket`; for good, rename or deactivate the others in HaloPSA.',
  });
}

/** HaloPSA writes "not set" as 0 or -1. */
const positive = (id: unknown): number | undefined => (typeof id === 'number' && id >= 1 ? id : undefined);

export const siteOf = (ticket: HaloRecord): number | undefined => positive(ticket.site_id);

export const clientOf = (ticket: HaloRecord): number | undefined => positive(ticket.client_id);
