import type { RequestContext } from '../../context.ts';
import { type Ticket, UNASSIGNED_AGENT_ID } from '../../types.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';
import { haloDate } from '../../wire/text.ts';
import { found } from '../place.ts';
import type { PostedTicket } from './fields.ts';

/** The ticket before its posted fields: the tenant's defaults and those of its type. Throws HaloFailure where a mandatory field is missing. */
export function newTicket({ state, nowMs }: RequestContext, posted: PostedTicket): Ticket {
  const type = found(state.ticket_types, posted.tickettype_id ?? state.ticket_types[0]?.id ?? 0, 'Ticket Type');
  const mandatory = posted._novalidate ? ['summary'] : ['summary', ...type.mandatory];
  for (const field of mandatory) {
    if (!isFilled(posted, field))
      throw new HaloFailure(400, `${MANDATORY_LABELS[field] ?? field} is a mandatory field`);
  }
  const now = haloDate(nowMs);
  const client_id = state.default_client_id;
  return {
    id: state.next_ticket_id,
    dateoccurred: now,
    summary: '',
    status_id: state.statuses[0]?.id ?? 1,
    tickettype_id: type.id,
    sla_id: type.sla_id,
    priority_id: type.priority_id,
    client_id,
    site_id: state.sites.find((site) => site.client_id === client_id)?.id ?? 0,
    user_id: 0,
    team: type.team,
    agent_id: UNASSIGNED_AGENT_ID,
    impact: 3,
    urgency: 3,
    parent_id: 0,
    onhold: false,
    inactive: false,
    hasbeenclosed: false,
    last_update: now,
    lastactiondate: now,
    customfields: [],
    asset_ids: [],
    deleted: false,
    last_action_id: 1, // entry 1 of the timeline is the ticket's own body
  };
}

/** Tenants name the field by its caption. */
const MANDATORY_LABELS: Record<string, string> = {
  summary: 'Summary',
  details: 'Details',
  category_1: 'Category',
  user_id: 'User',
};

function isFilled(posted: PostedTicket, field: string): boolean {
  const value = (posted as Record<string, unknown>)[field] ?? (field === 'details' ? posted.details_html : undefined);
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined;
}
