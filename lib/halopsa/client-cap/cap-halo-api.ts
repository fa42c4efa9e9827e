import type { HaloApi } from '../api.ts';
import { capAssets } from './cap-assets.ts';
import { capCustomers } from './cap-customers.ts';
import { capTicketActions } from './cap-ticket-actions.ts';
import { capTickets } from './cap-tickets.ts';
import { createClientCap } from './client-cap.ts';
import { createKnownRecords } from './known-records.ts';
import { createPlaceCheck } from './place-check.ts';
import { createTicketFieldsCheck } from './ticket-fields-check.ts';

/**
 * HaloPSA within the clients that an org may touch, for one delivery. Actions see nothing but this, so the bound holds for every action
 * there will be; a method that the facade gains doesn't compile before it has its place here. Every method throws `client_not_allowed`
 * for what lies beyond, before anything is written, and returns nothing of it.
 */
export function capHaloApi(api: HaloApi, allowedClientIds: readonly number[]): HaloApi {
  const cap = createClientCap(allowedClientIds);
  const known = createKnownRecords(api, cap);
  const place = createPlaceCheck(api, cap);
  return {
    tickets: capTickets(api.tickets, cap, known, createTicketFieldsCheck(cap, known, place)),
    ticketActions: capTicketActions(api.ticketActions, cap, known),
    assets: capAssets(api.assets, cap, known, place),
    ...capCustomers(api, cap),
    users: { get: (id) => place.requireUser(id, cap.allowedIds) },
    // The tenant's own words (agents, statuses, …) belong to no client.
    lists: api.lists,
  };
}
