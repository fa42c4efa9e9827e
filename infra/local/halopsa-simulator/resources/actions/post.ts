import { createHash } from 'node:crypto';
import { assertMayEdit } from '../../auth/scopes.ts';
import type { Handler, RequestContext } from '../../context.ts';
import type { Ticket, TicketAction } from '../../types.ts';
import { bindElements } from '../../wire/binding.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';
import { postReply } from '../../wire/post-reply.ts';
import { haloDate } from '../../wire/text.ts';
import { unknownId } from '../missing-record.ts';
import { isSet } from '../place.ts';
import { applyPosted } from '../tickets/apply.ts';
import { assertVisible } from '../tickets/visibility.ts';
import { ACTION_FIELDS, type PostedAction } from './fields.ts';
import { noteOf, resolveOutcome } from './rules.ts';
import { actionView } from './view.ts';

/** `POST /api/Actions`: adds entries to tickets, or edits one that `ticket_id` and `id` name. 201. */
export const postActions: Handler = (ctx) => {
  assertMayEdit(ctx.rights, 'tickets');
  const actions = bindElements(ctx.body, ACTION_FIELDS).map((posted) => upsert(ctx, posted));
  return postReply(ctx, 201, 'actions', actions.map(actionView));
};

function upsert(ctx: RequestContext, posted: PostedAction): TicketAction {
  if (!isSet(posted.ticket_id)) throw new HaloFailure(400, 'A Ticket ID must be entered for this Action');
  const ticket = ctx.state.tickets.find((candidate) => candidate.id === posted.ticket_id);
  if (!ticket) throw unknownId(ctx.toggles);
  assertVisible(ctx, ticket);
  return isSet(posted.id) ? edit(ctx, posted) : add(ctx, ticket, posted);
}

function add(ctx: RequestContext, ticket: Ticket, posted: PostedAction): TicketAction {
  const { state, nowMs, toggles } = ctx;
  const outcome = resolveOutcome(state, posted);
  const changed = applyPosted(ctx, ticket, ticketChanges(posted), '');
  const agent = state.agents.find(({ id }) => id === state.oauth.agent_id);
  const id = ticket.last_action_id + 1;
  const now = haloDate(nowMs);
  const action: TicketAction = {
    ticket_id: ticket.id,
    id,
    outcome: outcome.name,
    outcome_id: outcome.id,
    who: agent?.name ?? '',
    who_type: 1,
    who_agentid: state.oauth.agent_id,
    datetime: now,
    actiondatecreated: now,
    ...noteOf(posted, toggles),
    hiddenfromuser: posted.hiddenfromuser ?? outcome.hiddenfromuser,
    important: posted.important ?? false,
    timetaken: posted.timetaken ?? 0,
    actionchargehours: posted.actionchargehours ?? 0,
    actionnonchargehours: posted.actionnonchargehours ?? 0,
    chargerate: posted.chargerate ?? 0,
    old_status: ticket.status_id,
    new_status: changed.status_id,
    emailto: posted.emailto,
    sendemail: posted.sendemail ?? false,
    guid: guid(`${ticket.id}/${id}`),
  };
  Object.assign(ticket, changed, { last_action_id: id, lastactiondate: now });
  state.actions.push(action);
  return action;
}

/** An edit changes the text, who sees it and the time on it. */
function edit({ state, toggles }: RequestContext, posted: PostedAction): TicketAction {
  const action = state.actions.find(({ ticket_id, id }) => ticket_id === posted.ticket_id && id === posted.id);
  if (!action) throw unknownId(toggles);
  const { hiddenfromuser, important, timetaken, actionchargehours, actionnonchargehours, chargerate } = posted;
  const given = { hiddenfromuser, important, timetaken, actionchargehours, actionnonchargehours, chargerate };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return Object.assign(action, present, noteOf(posted, toggles));
}

function ticketChanges({ new_status, new_agent, new_team, new_priority, new_category1 }: PostedAction) {
  const changes = {
    status_id: new_status,
    agent_id: new_agent,
    team: new_team,
    priority_id: new_priority,
    category_1: new_category1,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function guid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
