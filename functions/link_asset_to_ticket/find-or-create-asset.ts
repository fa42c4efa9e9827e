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

/**
 * @param rows those among which it is not
 * @throws ExtensionError `not_found` that names what is missing, where it must not or can't be created; `halo_unavailable` where HaloPSA has not
 *   shown all rows: a second asset of the name would be in the way of every later link
 */
export async function createAsset(
  halo: HaloApi,
  wish: AssetWish,
  ticket: HaloRecord,
  rows: AssetRows,
): Promise<HaloRecord> {
  const client = wish.client_id ?? clientOf(ticket);
  const ticketSite = client === clientOf(ticket) ? positive(ticket.site_id) : undefined;
  const missing = [
    ...(client === undefined ? ['client_id'] : []),
    ...(wish.asset_type_id === undefined ? ['asset_type_id'] : []),
  ];
  if (!wish.create_if_missing || missing.length > 0) throw noSuchAsset(wish, missing);
  if ((await rows.byName).isPartial || (await rows.byShortName).isPartial) throw unseenAssets(wish.hostname);
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
    const setting = wish.create_setting ?? '`create_if_missing`';
    return new ExtensionError('not_found', `${found}, and ${setting} is not true.`, {
      hint: `Check the host name, or that the API agent may see assets of this type; or have it created: set ${setting} to true.`,
    });
  }
  const names = missing.map((name) => `\`${name}\``).join(' and ');
  return new ExtensionError('not_found', `${found}, and it can't be created without ${names}.`, {
    hint: missing.includes('asset_type_id')
      ? `Send ${names}; for the type, \`default_asset_type_id\` can stand in the organization's configuration.`
      : `Send ${names}: the ticket has no client.`,
    errors: missing.map((field) => ({
      field,
      expected: 'a value, since the asset has to be created',
      received: 'nothing',
    })),
  });
}

const unseenAssets = (hostname: string) =>
  new ExtensionError(
    'halo_unavailable',
    `HaloPSA counts more assets for \`${hostname}\` than it shows, so it may have one of that name, and none was created.`,
    {
      hint: "Send it again later. If it stays so, let the API's agent see assets of every type, or create this one in HaloPSA.",
    },
  );

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

export const clientOf = (ticket: HaloRecord): number | undefined => positive(ticket.client_id);
