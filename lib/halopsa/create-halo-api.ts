import type { HaloApi } from './api.ts';
import { createAssets } from './resources/assets.ts';
import { createCustomers } from './resources/customers.ts';
import { createNamedLists } from './resources/named-lists.ts';
import { createTicketActions } from './resources/ticket-actions.ts';
import { createTickets } from './resources/tickets.ts';
import { createUsers } from './resources/users.ts';
import { type CallContext, createTransport, type TransportDeps } from './transport.ts';

/** HaloPSA as one delivery sees it: its org, its deadline. Cheap; tokens and connections are shared through `deps`. */
export function createHaloApi(context: CallContext, deps: TransportDeps): HaloApi {
  const send = createTransport(context, deps);
  return {
    tickets: createTickets(send, context.onPlannedWrite !== undefined),
    ticketActions: createTicketActions(send),
    assets: createAssets(send),
    ...createCustomers(send),
    users: createUsers(send),
    lists: createNamedLists(send),
  };
}
