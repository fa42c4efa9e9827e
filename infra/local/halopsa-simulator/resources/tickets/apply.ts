import type { RequestContext } from '../../context.ts';
import { type State, type Ticket, UNASSIGNED_AGENT_ID } from '../../types.ts';
import { boundInt } from '../../wire/binding.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';
import { haloDate, htmlToText, textToHtml } from '../../wire/text.ts';
import { mergeCustomFields } from '../custom-fields.ts';
import { found, isSet, resolvePlace } from '../place.ts';
import type { PostedTicket } from './fields.ts';

/** Fields that are stored as they come. */
const PLAIN = [
  'summary',
  'impact',
  'urgency',
  'category_1',
  'category_2',
  'category_3',
  'category_4',
  'parent_id',
  'source',
  'dateoccurred',
  'reportedby',
  'closure_note',
  'onhold',
] as const satisfies (keyof PostedTicket)[];

/** The ticket with the posted fields laid over it; what wasn't posted stays. Throws HaloFailure, BindingFailure; stores nothing. */
export function applyPosted(ctx: RequestContext, ticket: Ticket, posted: PostedTicket, path: string): Ticket {
  const { state } = ctx;
  return {
    ...ticket,
    ...Object.fromEntries(PLAIN.filter((field) => posted[field] !== undefined).map((field) => [field, posted[field]])),
    ...body(posted, ctx.toggles.textSuffix),
    ...place(state, ticket, posted),
    ...assignee(state, posted),
    ...service(state, ticket, posted),
    ...status(ctx, ticket, posted),
    ...(posted.assets && { asset_ids: assetIds(ctx, posted.assets, path) }),
    ...(posted.customfields && {
      customfields: mergeCustomFields(state.custom_fields, ticket.customfields, posted.customfields),
    }),
    ...(posted._recover && { deleted: false }),
    last_update: haloDate(ctx.nowMs),
  };
}

/** `details` is entry 1 of the timeline; its HTML is derived unless HTML was sent. */
function body({ details, details_html }: PostedTicket, suffix: string): Partial<Ticket> {
  if (details_html !== undefined) return { details: details ?? htmlToText(details_html), details_html };
  return details === undefined ? {} : { details: details + suffix, details_html: textToHtml(details + suffix) };
}

function place(state: State, ticket: Ticket, posted: PostedTicket): Partial<Ticket> {
  if (![posted.client_id, posted.site_id, posted.user_id].some(isSet)) return {};
  const resolved = resolvePlace(state, posted);
  if (!resolved) throw new HaloFailure(400, 'Please select a Site');
  return { ...resolved, user_id: posted.user_id ?? ticket.user_id };
}

/** An agent without a team brings its own. A team's name is text and is taken as it comes; `team_id` has to exist. */
function assignee(state: State, { agent_id, team, team_id }: PostedTicket): Partial<Ticket> {
  const agent = isSet(agent_id) ? found(state.agents, agent_id, 'Agent') : undefined;
  const teamName = team ?? (isSet(team_id) ? found(state.teams, team_id, 'Team').name : agent?.team || undefined);
  return { ...(agent && { agent_id: agent.id }), ...(teamName && { team: teamName }) };
}

/** Type, SLA and priority. Priorities belong to an SLA: one of another SLA has no effect. */
function service(state: State, ticket: Ticket, posted: PostedTicket): Partial<Ticket> {
  const tickettype_id = isSet(posted.tickettype_id)
    ? found(state.ticket_types, posted.tickettype_id, 'Ticket Type').id
    : ticket.tickettype_id;
  const sla_id = isSet(posted.sla_id) ? posted.sla_id : ticket.sla_id;
  const priority = state.priorities.find((p) => p.slaid === sla_id && p.priorityid === posted.priority_id);
  return { tickettype_id, sla_id, priority_id: priority?.priorityid ?? ticket.priority_id };
}

function status({ state, nowMs, toggles }: RequestContext, ticket: Ticket, posted: PostedTicket): Partial<Ticket> {
  if (!isSet(posted.status_id)) return {};
  const { id, closed } = found(state.statuses, posted.status_id, 'Status');
  if (closed && toggles.closingNeedsAgent && (posted.agent_id ?? ticket.agent_id) <= UNASSIGNED_AGENT_ID) {
    throw new HaloFailure(400, 'Please assign this Ticket to an Agent before closing it');
  }
  const dateclosed = closed ? (ticket.dateclosed ?? haloDate(nowMs)) : undefined;
  return { status_id: id, hasbeenclosed: closed, dateclosed };
}

/** The whole new list: HaloPSA replaces, it never adds. */
function assetIds({ state, toggles }: RequestContext, posted: Record<string, unknown>[], path: string): number[] {
  const ids = posted.map((asset, i) => boundInt(asset.id, `${path}.assets[${i}].id`) ?? 0);
  const known = ids.filter((id) => state.assets.some((asset) => asset.id === id));
  if (known.length < ids.length && toggles.unknownAssetId === 'refuse') throw new HaloFailure(400, 'Asset not found');
  return [...new Set(known)];
}
