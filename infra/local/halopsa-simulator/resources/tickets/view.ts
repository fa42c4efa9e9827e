import type { State, Ticket } from '../../types.ts';
import { customFieldsView } from '../custom-fields.ts';

/** A ticket as `GET /Tickets/{id}` and POST give it. Without assets, `assets` is absent rather than empty. */
export function ticketView(state: State, ticket: Ticket, { withAssets }: { withAssets: boolean }) {
  const { details_html, customfields } = ticket;
  return {
    ...ticketRow(state, ticket),
    details_html,
    closure_note: ticket.closure_note,
    deleted: ticket.deleted || undefined,
    assets: withAssets ? ticket.asset_ids.flatMap((id) => linkedAsset(state, id)) : undefined,
    customfields: customFieldsView(customfields),
  };
}

/** A ticket as a row of a list: no `assets`, no `details_html`. */
export function ticketRow(state: State, ticket: Ticket) {
  const { asset_ids, deleted, delete_reason, last_action_id, details_html, customfields, closure_note, ...row } =
    ticket;
  return {
    ...row,
    client_name: state.clients.find((client) => client.id === ticket.client_id)?.name,
    site_name: state.sites.find((site) => site.id === ticket.site_id)?.name,
    user_name: state.users.find((user) => user.id === ticket.user_id)?.name ?? 'General User',
    use: 'ticket',
  };
}

function linkedAsset(state: State, assetId: number) {
  const asset = state.assets.find((candidate) => candidate.id === assetId);
  if (!asset) return [];
  const { id, inventory_number, client_id, site_id, assettype_id } = asset;
  return [{ id, inventory_number, client_id, site_id, assettype_id }];
}
