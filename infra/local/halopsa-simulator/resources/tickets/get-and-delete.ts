import { assertMayEdit } from '../../auth/scopes.ts';
import type { Handler, RequestContext } from '../../context.ts';
import type { Ticket } from '../../types.ts';
import { boundInt } from '../../wire/binding.ts';
import { deletedReply } from '../deleted-reply.ts';
import { notFound } from '../missing-record.ts';
import { ticketView } from './view.ts';
import { assertVisible } from './visibility.ts';

/** `GET /api/Tickets/{id}`: the bare ticket, a deleted one too. `assets` may need `includedetails=true`. */
export const getTicket: Handler = (ctx) => {
  const { state, toggles, query } = ctx;
  const ticket = visibleTicket(ctx);
  if (ticket.deleted && !toggles.deletedTicketReadable) throw notFound(toggles);
  const withAssets = toggles.assetsOnPlainGet || query.flag('includedetails');
  const shown = { ...ticket, asset_ids: ticket.asset_ids.slice(0, toggles.shownAssets) };
  return { status: 200, json: ticketView(state, shown, { withAssets }) };
};

/** `DELETE /api/Tickets/{id}?reason=`: soft. */
export const deleteTicket: Handler = (ctx) => {
  assertMayEdit(ctx.rights, 'tickets');
  const ticket = visibleTicket(ctx);
  if (ticket.deleted) throw notFound(ctx.toggles);
  Object.assign(ticket, { deleted: true, delete_reason: ctx.query.text('reason') });
  return deletedReply(ctx, ticket.id);
};

function visibleTicket(ctx: RequestContext): Ticket {
  const id = boundInt(ctx.param, 'id');
  const ticket = ctx.state.tickets.find((candidate) => candidate.id === id);
  if (!ticket) throw notFound(ctx.toggles);
  assertVisible(ctx, ticket);
  return ticket;
}
