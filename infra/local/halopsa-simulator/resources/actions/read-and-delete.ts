import { assertMayEdit } from '../../auth/scopes.ts';
import type { Handler, RequestContext } from '../../context.ts';
import type { TicketAction } from '../../types.ts';
import { boundInt } from '../../wire/binding.ts';
import { listReply } from '../../wire/list-reply.ts';
import { deletedReply } from '../deleted-reply.ts';
import { notFound } from '../missing-record.ts';
import { isVisible } from '../tickets/visibility.ts';
import { actionView, openingEntry } from './view.ts';

/** `GET /api/Actions?ticket_id=`: the timeline, the ticket's body included. HTML only with `includehtmlnote=true`. */
export const listActions: Handler = (ctx) => {
  const { query, toggles } = ctx;
  const timeline = timelineOf(ctx).filter((action) => !(query.flag('excludeprivate') && action.hiddenfromuser));
  if (toggles.actionsOrder === 'newest') timeline.reverse();
  const rows = timeline.map((action) => {
    const { note_html, ...row } = actionView(action);
    return query.flag('includehtmlnote') ? { ...row, note_html } : row;
  });
  return listReply(ctx, 'actions', rows, {}, toggles.actionsPaged);
};

/** `GET /api/Actions/{id}?ticket_id=`: an action's id counts inside its ticket only. */
export const getAction: Handler = (ctx) => ({ status: 200, json: actionView(oneAction(ctx)) });

/** `DELETE /api/Actions/{id}?ticket_id=`: the number isn't given out again. */
export const deleteAction: Handler = (ctx) => {
  assertMayEdit(ctx.rights, 'tickets');
  const action = oneAction(ctx);
  ctx.state.actions = ctx.state.actions.filter((candidate) => candidate !== action);
  return deletedReply(ctx, action.id);
};

function oneAction(ctx: RequestContext): TicketAction {
  const id = boundInt(ctx.param, 'id');
  const ticketId = ctx.query.int('ticket_id');
  const action = timelineOf(ctx).find((entry) => entry.ticket_id === ticketId && entry.id === id);
  if (!action) throw notFound(ctx.toggles);
  return action;
}

/** Oldest first. */
function timelineOf(ctx: RequestContext): TicketAction[] {
  const { state, query } = ctx;
  const ticketId = query.int('ticket_id');
  const tickets = state.tickets.filter((ticket) => ticketId === undefined || ticket.id === ticketId);
  return tickets
    .filter((ticket) => isVisible(ctx, ticket))
    .flatMap((ticket) => [
      ...openingEntry(ticket),
      ...state.actions.filter((action) => action.ticket_id === ticket.id),
    ]);
}
