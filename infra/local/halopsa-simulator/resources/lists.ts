import type { Handler, RequestContext } from '../context.ts';
import type { Reply } from '../wire/reply.ts';

type Rows = (state: RequestContext['state']) => unknown[];

/** Bare, or with their number in an envelope. */
const list =
  (name: string, rowsOf: Rows): Handler =>
  (ctx): Reply => {
    const rows = rowsOf(ctx.state);
    const shown = cut(rows, ctx);
    const isBare = ctx.toggles.namedListShape === 'array';
    return { status: 200, json: isBare ? shown : { record_count: rows.length, [name]: shown } };
  };

function cut(rows: unknown[], { query, toggles }: RequestContext): unknown[] {
  const { namedLists, unpagedRows, maxPageSize } = toggles;
  if (namedLists === 'whole') return rows;
  if (namedLists === 'counted') return rows.slice(0, query.int('count') ?? unpagedRows);
  if (namedLists === 'cut' || !query.flag('pageinate')) return rows.slice(0, unpagedRows);
  const size = Math.min(query.int('page_size') ?? unpagedRows, maxPageSize);
  const start = ((query.int('page_no') ?? 1) - 1) * size;
  return rows.slice(start, start + size);
}

/** What tickets are described with, by the path below `/api`. */
export const lookupLists: Record<string, Handler> = {
  status: list('statuses', (state) =>
    state.statuses.map(({ id, name }) => ({ id, name, shortname: name, use: 'status' })),
  ),
  // A priority's `id` is a GUID; the number that tickets use is `priorityid`.
  priority: list('priorities', (state) =>
    state.priorities.map((priority) => ({ id: priorityGuid(priority.priorityid), ...priority, use: 'priority' })),
  ),
  tickettype: list('tickettypes', (state) =>
    state.ticket_types.map(({ id, name }) => ({ id, name, use: 'tickettype' })),
  ),
  team: list('teams', (state) => state.teams.map(({ id, name }) => ({ id, name, use: 'team' }))),
  agent: list('agents', (state) =>
    state.agents.map(({ id, name, email, team, isdisabled = false }) => ({
      id,
      name,
      email,
      team,
      isdisabled,
      use: 'agent',
    })),
  ),
  outcome: list('outcomes', (state) =>
    state.outcomes.map(({ id, name }) => ({ id, outcome: name, name, use: 'outcome' })),
  ),
  assettype: list('assettypes', (state) => state.asset_types.map(({ id, name }) => ({ id, name, use: 'assettype' }))),
};

function priorityGuid(priorityId: number): string {
  return `5b1f7c9e-3a60-4d2b-8f11-${priorityId.toString(16).padStart(12, '0')}`;
}
