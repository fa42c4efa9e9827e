import type { Handler, RequestContext } from '../../context.ts';
import type { Ticket } from '../../types.ts';
import { listReply } from '../../wire/list-reply.ts';
import type { Query } from '../../wire/query.ts';
import { contains } from '../../wire/text.ts';
import { ticketRow } from './view.ts';
import { isVisible } from './visibility.ts';

type Filter = (ticket: Ticket) => boolean;

/**
 * `GET /api/Tickets`. The status list is `status`, the ticket type `requesttype(_id)`: `status_ids` and `tickettype_id` don't exist here and,
 * like every unknown parameter, leave the result unfiltered.
 */
export const listTickets: Handler = (ctx) => {
  const { state, query } = ctx;
  const filters = [...idFilters(query), ...stateFilters(ctx), ...textFilters(ctx), ...dateFilters(query)];
  const tickets = state.tickets.filter((ticket) => filters.every((filter) => filter(ticket)));
  return listReply(
    ctx,
    'tickets',
    tickets.map((ticket) => ticketRow(state, ticket)),
    { include_children: false },
  );
};

/** Parameter to the field that it filters; the plural ones take comma-separated lists. */
const ONE_ID = {
  search_id: 'id',
  client_id: 'client_id',
  site_id: 'site_id',
  user_id: 'user_id',
  agent_id: 'agent_id',
  parent_id: 'parent_id',
  status_id: 'status_id',
  requesttype_id: 'tickettype_id',
} as const;

const MANY_IDS = {
  client_ids: 'client_id',
  status: 'status_id',
  requesttype: 'tickettype_id',
  agent: 'agent_id',
  priority: 'priority_id',
} as const;

function idFilters(query: Query): Filter[] {
  const one = Object.entries(ONE_ID).flatMap(([name, field]): Filter[] => {
    const id = query.int(name);
    return id === undefined ? [] : [(ticket) => ticket[field] === id];
  });
  const many = Object.entries(MANY_IDS).flatMap(([name, field]): Filter[] => {
    const ids = query.ints(name);
    return ids === undefined ? [] : [(ticket) => ids.includes(ticket[field])];
  });
  const assetId = query.int('asset_id');
  const asset: Filter[] = assetId === undefined ? [] : [(ticket) => ticket.asset_ids.includes(assetId)];
  return [...one, ...many, ...asset];
}

function stateFilters(ctx: RequestContext): Filter[] {
  const { query } = ctx;
  const deleted = query.flag('deleted');
  const filters: Filter[] = [(ticket) => ticket.deleted === deleted, (ticket) => isVisible(ctx, ticket)];
  if (query.flag('open_only')) filters.push((ticket) => !ticket.hasbeenclosed);
  if (query.flag('closed_only')) filters.push((ticket) => ticket.hasbeenclosed);
  return filters;
}

function textFilters({ query, toggles }: RequestContext): Filter[] {
  const fields: Record<string, (keyof Ticket & ('summary' | 'details' | 'category_1'))[]> = {
    search: toggles.searchReadsDetails ? ['summary', 'details'] : ['summary'],
    search_summary: ['summary'],
    search_details: ['details'],
    category_1: ['category_1'],
  };
  return Object.entries(fields).flatMap(([name, searched]): Filter[] => {
    const text = query.text(name);
    return text === undefined ? [] : [(ticket) => searched.some((field) => contains(ticket[field], text))];
  });
}

/** `datesearch` names the date, `dateoccured` (sic) or `datecleared`; both ends belong to the range, a bare day to its end. */
function dateFilters(query: Query): Filter[] {
  const field = { dateoccured: 'dateoccurred', datecleared: 'dateclosed' } as const;
  const date = field[query.text('datesearch') as keyof typeof field];
  if (!date) return [];
  const start = query.text('startdate') ?? '';
  const end = query.text('enddate') ?? '9999';
  return [(ticket) => (ticket[date] ?? '') >= start && (ticket[date] ?? '9999') <= `${end}\uffff`];
}
