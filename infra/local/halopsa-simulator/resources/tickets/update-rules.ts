import type { RequestContext } from '../../context.ts';
import type { Ticket } from '../../types.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';
import type { PostedTicket } from './fields.ts';

/** Refuses what some tenants refuse on update only. Throws HaloFailure. */
export function assertUpdatable({ toggles }: RequestContext, ticket: Ticket, posted: PostedTicket): void {
  const named = posted.tickettype_id === ticket.tickettype_id && posted.client_id === ticket.client_id;
  if (toggles.updateNeedsTypeAndClient && !named) throw new HaloFailure(400, 'Record not found', 'message');
}
