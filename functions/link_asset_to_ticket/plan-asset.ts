import { ExtensionError } from '../../lib/errors.ts';
import type { HaloFields } from '../../lib/halopsa/api.ts';
import { type AssetWish, clientOf, siteOf } from './find-asset.ts';
import type { LinkRead } from './read-ticket-and-assets.ts';

/**
 * What an asset that is not among the rows is created as.
 * @throws ExtensionError `not_found` that names what is missing, where it must not or can't be created; `halo_unavailable` where HaloPSA has not
 *   shown all rows: a second asset of the name would be in the way of every later link
 */
export async function planAsset({ wish, ticket, rows }: LinkRead): Promise<HaloFields> {
  const client = wish.client_id ?? clientOf(ticket);
  const ticketSite = client === clientOf(ticket) ? siteOf(ticket) : undefined;
  const missing = [
    ...(client === undefined ? ['client_id'] : []),
    ...(wish.asset_type_id === undefined ? ['asset_type_id'] : []),
  ];
  if (!wish.create_if_missing || missing.length > 0) throw noSuchAsset(wish, missing);
  if ((await rows.byName).isPartial || (await rows.byShortName).isPartial) throw unseenAssets(wish.hostname);
  const site = wish.site_id ?? ticketSite;
  return {
    assettype_id: wish.asset_type_id,
    client_id: client,
    ...(site !== undefined && { site_id: site }),
    inventory_number: wish.hostname.trim(),
  };
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
      ? `Check the host name; to have it created, send ${names}. \`test_connection\` lists the types, and \`default_asset_type_id\` can stand in the organization's configuration.`
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
