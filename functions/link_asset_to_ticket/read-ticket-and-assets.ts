import { ExtensionError } from '../../lib/errors.ts';
import type { HaloApi, HaloRecord } from '../../lib/halopsa/api.ts';
import { type AssetRows, type AssetWish, clientOf, searchAssets } from './find-asset.ts';

export interface LinkRead {
  ticket: HaloRecord;
  /** Those of the wish's client, where it has one. */
  rows: AssetRows;
  wish: AssetWish;
}

/**
 * All at once, as far as the client is known. A ticket that can't be read counts first: nothing is created for one that doesn't exist.
 * @returns the wish, bound to the ticket's own client where it asks for that
 */
export async function readTicketAndAssets(halo: HaloApi, ticketId: number, wish: AssetWish): Promise<LinkRead> {
  const ahead = wish.own_client_only && wish.client_id === undefined ? undefined : searchAssets(halo, wish);
  const [ticket] = await Promise.allSettled([halo.tickets.get(ticketId), ahead?.byName]);
  if (ticket.status === 'rejected') throw ticket.reason;
  const bound = wish.own_client_only ? { ...wish, client_id: requireClient(ticket.value) } : wish;
  const rows = ahead && bound.client_id === wish.client_id ? ahead : searchAssets(halo, bound);
  return { ticket: ticket.value, rows, wish: bound };
}

function requireClient(ticket: HaloRecord): number {
  const client = clientOf(ticket);
  if (client !== undefined) return client;
  throw new ExtensionError(
    'not_found',
    'HaloPSA shows no client for the ticket, so nobody knows whose machine it is.',
    {
      hint: 'Give the ticket its client in HaloPSA, and link the machine with `link_asset_to_ticket`.',
    },
  );
}
