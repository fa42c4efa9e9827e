import * as v from 'valibot';
import { defineAction } from '../../lib/action/define-action.ts';
import * as f from '../../lib/action/inputs/fields.ts';
import { hostName } from '../../lib/action/inputs/host-name.ts';
import * as shared from '../../lib/action/inputs/shared-fields.ts';
import { assetRow, ticketRow, withMeta } from '../../lib/action/outputs.ts';
import type { AssetWish } from './find-asset.ts';
import { findLinkedAsset, linkAsset } from './link-asset.ts';

const input = v.object({
  ticket_id: shared.ticketId(),
  hostname: f.line({
    label: 'Host name',
    description:
      "The machine's name, matched whole and whatever its case against an asset's `inventory_number` and `key_field`.",
    placeholder: 'WS-042',
    tellsApart: true,
  }),
  client_id: v.optional(
    f.recordId({
      label: 'Client ID',
      description:
        "Only assets of this client; also where a missing asset is created. Left out, an asset of any client, of several the one of the ticket's; a missing one is created at the ticket's client.",
      placeholder: '12',
    }),
  ),
  site_id: v.optional(
    f.recordId({ label: 'Site ID', description: 'Where a missing asset is created.', placeholder: '18' }),
  ),
  asset_type_id: v.optional(
    f.recordId({
      label: 'Asset type ID',
      description: "HaloPSA's id of the type; needed where the asset has to be created. `test_connection` lists them.",
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
  dry_run: v.optional(shared.dryRun()),
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
  run: (context, { ticket_id: ticketId, ...rest }) => linkAsset(context, ticketId, toWish(rest)),
  reconcile: (context, { ticket_id: ticketId, ...rest }) => findLinkedAsset(context, ticketId, toWish(rest)),
});

const toWish = (wish: AssetWish): AssetWish => ({ ...wish, hostname: hostName(wish.hostname) });
