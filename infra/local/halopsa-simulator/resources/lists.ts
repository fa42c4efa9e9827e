import type { Handler } from '../context.ts';

const bareArray =
  (rows: (state: Parameters<Handler>[0]['state']) => unknown[]): Handler =>
  ({ state }) => ({ status: 200, json: rows(state) });

/** Lookup lists are bare arrays, not envelopes. */
export const lookupLists: Record<string, Handler> = {
  status: bareArray((state) => state.statuses.map(({ id, name }) => ({ id, name, shortname: name, use: 'status' }))),
  // A priority's `id` is a GUID; the number that tickets use is `priorityid`.
  priority: bareArray((state) =>
    state.priorities.map((priority) => ({ id: priorityGuid(priority.priorityid), ...priority, use: 'priority' })),
  ),
  tickettype: bareArray((state) => state.ticket_types.map(({ id, name }) => ({ id, name, use: 'tickettype' }))),
  team: bareArray((state) => state.teams.map(({ id, name }) => ({ id, name, use: 'team' }))),
  agent: bareArray((state) =>
    state.agents.map(({ id, name, email, team }) => ({ id, name, email, team, use: 'agent' })),
  ),
  outcome: bareArray((state) => state.outcomes.map(({ id, name }) => ({ id, outcome: name, name, use: 'outcome' }))),
  assettype: bareArray((state) => state.asset_types.map(({ id, name }) => ({ id, name, use: 'assettype' }))),
};

function priorityGuid(priorityId: number): string {
  return `5b1f7c9e-3a60-4d2b-8f11-${priorityId.toString(16).padStart(12, '0')}`;
}
