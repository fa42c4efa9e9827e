import type { RequestContext } from '../../context.ts';
import type { Ticket } from '../../types.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';

/** Whether the API's agent sees this ticket. An agent may be allowed to create tickets and yet not to see unassigned or other agents' ones. */
export function isVisible({ state, toggles }: RequestContext, ticket: Ticket): boolean {
  return toggles.invisibleTicketStatus === null || ticket.agent_id === state.oauth.agent_id;
}

/** Throws HaloFailure with the tenant's status for an invisible ticket. */
export function assertVisible(ctx: RequestContext, ticket: Ticket): void {
  const { invisibleTicketStatus } = ctx.toggles;
  if (invisibleTicketStatus === null || isVisible(ctx, ticket)) return;
  throw invisibleTicketStatus === 401
    ? new HaloFailure(401, '', 'empty')
    : new HaloFailure(invisibleTicketStatus, 'Record not found', 'message');
}
