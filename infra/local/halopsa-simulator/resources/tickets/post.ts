import { assertMayEdit } from '../../auth/scopes.ts';
import type { Handler, RequestContext } from '../../context.ts';
import type { Ticket } from '../../types.ts';
import { bindElement, bindElements } from '../../wire/binding.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';
import { postReply } from '../../wire/post-reply.ts';
import { unknownId } from '../missing-record.ts';
import { isSet } from '../place.ts';
import { applyPosted } from './apply.ts';
import { newTicket } from './create.ts';
import { type PostedTicket, TICKET_FIELDS } from './fields.ts';
import { assertUpdatable } from './update-rules.ts';
import { ticketView } from './view.ts';
import { assertVisible } from './visibility.ts';

/** `POST /api/Tickets`: an upsert of an array; without a positive `id` a ticket is created. 201 either way. */
export const postTickets: Handler = (ctx) => {
  const stored = bindElements(ctx.body, TICKET_FIELDS).map((posted, i) => upsert(ctx, posted, `[${i}]`));
  return postReply(
    ctx,
    201,
    'tickets',
    stored.map((ticket) => postedView(ctx, ticket)),
  );
};

/** `POST /api/Tickets/Object`: the one endpoint that takes a bare object. */
export const postTicketObject: Handler = (ctx) => {
  const ticket = upsert(ctx, bindElement(ctx.body, TICKET_FIELDS), '');
  return postReply(ctx, 201, 'tickets', [postedView(ctx, ticket)]);
};

function upsert(ctx: RequestContext, posted: PostedTicket, path: string): Ticket {
  return isSet(posted.id) ? update(ctx, posted.id, posted, path) : create(ctx, posted, path);
}

function create(ctx: RequestContext, posted: PostedTicket, path: string): Ticket {
  const { state, toggles, parallelTicketPosts } = ctx;
  if (toggles.numberingRace && parallelTicketPosts > 0) {
    throw new HaloFailure(500, "Violation of PRIMARY KEY constraint 'PK_FAULTS'. Cannot insert duplicate key.");
  }
  const draft = newTicket(ctx, posted);
  const ticket = applyPosted(ctx, draft, posted, path);
  if (posted._validate_only) return { ...ticket, id: 0 };
  state.next_ticket_id++;
  state.tickets.push(ticket);
  return ticket;
}

function update(ctx: RequestContext, id: number, posted: PostedTicket, path: string): Ticket {
  const { state, toggles } = ctx;
  assertMayEdit(ctx.rights, 'tickets');
  const index = state.tickets.findIndex((candidate) => candidate.id === id);
  const stored = state.tickets[index];
  if (!stored) throw unknownId(toggles);
  assertVisible(ctx, stored);
  assertUpdatable(ctx, stored, posted);
  const ticket = applyPosted(ctx, stored, posted, path);
  if (!posted._validate_only) state.tickets[index] = ticket;
  return ticket;
}

function postedView(ctx: RequestContext, ticket: Ticket) {
  return ticketView(ctx.state, ticket, { withAssets: ctx.toggles.assetsInPostReply });
}
