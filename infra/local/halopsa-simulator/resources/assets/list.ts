import type { Handler } from '../../context.ts';
import type { Asset } from '../../types.ts';
import { listReply } from '../../wire/list-reply.ts';
import { contains } from '../../wire/text.ts';
import { assetRow } from './view.ts';

type Filter = (asset: Asset) => boolean;

/** `GET /api/Asset`. `search` is a substring of tag and key fields, `inventory_number` a prefix: neither is exact. */
export const listAssets: Handler = (ctx) => {
  const { state } = ctx;
  const filters = [...textFilters(ctx), ...idFilters(ctx), activityFilter(ctx)];
  const assets = state.assets.filter((asset) => filters.every((filter) => filter(asset)));
  return listReply(
    ctx,
    'assets',
    assets.map((asset) => assetRow(state, asset)),
  );
};

function textFilters({ query }: Parameters<Handler>[0]): Filter[] {
  const filters: Filter[] = [];
  const search = query.text('search');
  if (search) {
    const tagOnly = query.flag('search_inventory_number_only');
    const searched = ({ inventory_number, key_field, key_field2, key_field3 }: Asset) =>
      tagOnly ? [inventory_number] : [inventory_number, key_field, key_field2, key_field3];
    filters.push((asset) => searched(asset).some((value) => contains(value, search)));
  }
  const prefix = query.text('inventory_number')?.toLowerCase();
  if (prefix) filters.push((asset) => asset.inventory_number.toLowerCase().startsWith(prefix));
  return filters;
}

function idFilters({ query, state }: Parameters<Handler>[0]): Filter[] {
  const filters = (['client_id', 'site_id', 'assettype_id'] as const).flatMap((field): Filter[] => {
    const id = query.int(field);
    return id === undefined ? [] : [(asset) => asset[field] === id];
  });
  const types = query.ints('assettypes');
  if (types) filters.push((asset) => types.includes(asset.assettype_id));
  const ticketId = query.int('ticket_id');
  if (ticketId !== undefined) {
    const linked = state.tickets.find((ticket) => ticket.id === ticketId)?.asset_ids ?? [];
    filters.push((asset) => linked.includes(asset.id));
  }
  return filters;
}

/** What a list holds without `includeactive` and `includeinactive` differs between tenants. */
function activityFilter({ query, toggles }: Parameters<Handler>[0]): Filter {
  const withActive = query.text('includeactive')?.toLowerCase() !== 'false';
  const withInactive =
    query.text('includeinactive') === undefined ? toggles.inactiveInDefaultList : query.flag('includeinactive');
  return (asset) => (asset.inactive ? withInactive : withActive);
}
