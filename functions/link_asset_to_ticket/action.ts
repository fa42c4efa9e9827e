import * as v from 'valibot';
import { type ActionContext, defineAction } from '../../lib/action/define-action.ts';
import * as f from '../../lib/action/fields.ts';
import { assetRow, ticketRow, withMeta } from '../../lib/action/shared-outputs.ts';
import type { HaloApi, HaloRecord } from '../../lib/halopsa/api.ts';
import { attachAsset, attachedTo } from './attach-asset.ts';
import {
  type AssetRows,
  type AssetWish,
  ambiguousAsset,
  clientOf,
  createAsset,
  findAsset,
  searchAssets,
} from './find-or-create-asset.ts';
import { shortName } from './match-asset.ts';

const input = v.object({
  ticket_id: f.integer({ label: 'Ticket ID', description: 'The number of the ticket.', placeholder: '2884' }, 1),
  hostname: f.line({
    label: 'Host name',
    description:
      "The machine's name, matched whole and whatever its case against an asset's `inventory_number` and `key_field`.",
    placeholder: 'WS-042',
  }),
  client_id: v.optional(
    f.integer({
      label: 'Client ID',
      description:
        "Only assets of this client; also where a missing asset is created. Left out, the ticket's own client.",
      placeholder: '12',
    }),
  ),
  site_id: v.optional(
    f.integer({ label: 'Site ID', description: 'Where a missing asset is created.', placeholder: '18' }),
  ),
  asset_type_id: v.optional(
    f.integer({
      label: 'Asset type ID',
      description: "HaloPSA's id of the type; needed where the asset has to be created.",
      placeholder: '7',
      orgDefault: 'default_asset_type_id',
    }),
  ),
  create_if_missing: v.optional(
    f.boolean({
      label: 'Create if missing',
      description: 'Whether an asset that HaloPSA does not have is created.',
      placeholder: 'true',
      orgDefault: 'create_missing_assets',
    }),
    true,
  ),
});

export default defineAction({
  name: 'link_asset_to_ticket',
  title: 'Link an asset to a ticket',
  summary: 'Attaches a machine, by its host name, to a HaloPSA ticket.',
  description:
    'Finds the asset with this host name, or creates it, and attaches it to the ticket beside those already there. Several assets of that name are an error that lists them; an asset that is attached already is left as it is.',
  annotations: { readOnly: false, idempotent: true },
  messages: {
    inProgress: 'Linking the asset…',
    success: 'The asset is on the ticket.',
    error: 'The asset was not linked.',
  },
  input,
  output: withMeta({
    asset_id: v.pipe(v.number(), v.integer()),
    asset_created: v.boolean(),
    asset: assetRow,
    ticket: ticketRow,
  }),
  examples: [
    { title: 'A machine that HaloPSA knows', input: { ticket_id: 2884, hostname: 'WS-042' } },
    {
      title: 'Created where it is missing',
      input: { ticket_id: '2884', hostname: 'WS-077', client_id: 12, site_id: 18, asset_type_id: 7 },
    },
  ],
  run(context, { ticket_id: ticketId, ...wish }) {
    return inTurn(context, ticketId, wish, async () => {
      const { ticket, rows } = await readTicketAndAssets(context.halo, ticketId, wish);
      const { asset, created } = await findOrCreate(context, rows, wish, ticket);
      const linked = await attachAsset(context.halo, ticket, asset.id);
      return { asset_id: asset.id, asset_created: created, asset, ticket: linked };
    });
  },
  async reconcile({ halo }, { ticket_id: ticketId, ...wish }) {
    const { ticket, rows } = await readTicketAndAssets(halo, ticketId, wish);
    const match = await findAsset(rows, wish, ticket);
    if (match.kind !== 'one' || !(await attachedTo(halo, ticket)).includes(match.asset.id)) return undefined;
    return { asset_id: match.asset.id, asset_created: false, asset: match.asset, ticket };
  },
});

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

/** All at once. A ticket that can't be read counts first: nothing is created for one that doesn't exist. */
async function readTicketAndAssets(halo: HaloApi, ticketId: number, wish: AssetWish) {
  const rows = searchAssets(halo, wish);
  const [ticket] = await Promise.allSettled([halo.tickets.get(ticketId), rows.byName]);
  if (ticket.status === 'rejected') throw ticket.reason;
  return { ticket: ticket.value, rows };
}

async function findOrCreate({ halo, warn }: ActionContext, rows: AssetRows, wish: AssetWish, ticket: HaloRecord) {
  const match = await findAsset(rows, wish, ticket);
  if (match.kind === 'several') throw ambiguousAsset(wish.hostname, match.assets);
  if (match.kind === 'one') {
    if (match.warning) warn(match.warning);
    const owner = clientOf(match.asset);
    if (owner !== clientOf(ticket))
      warn(`The asset belongs to client ${owner ?? 'unknown'}, the ticket to ${clientOf(ticket) ?? 'unknown'}.`);
    return { asset: match.asset, created: false };
  }
  const asset = await createAsset(halo, wish, ticket);
  if (asset.inventory_number !== undefined && asset.inventory_number !== wish.hostname.trim()) {
    warn(`HaloPSA named the new asset \`${asset.inventory_number}\`, not \`${wish.hostname.trim()}\`.`);
  }
  return { asset, created: true };
}
