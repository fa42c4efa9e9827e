import type { ScopeRow } from '../../../../../infra/doctor/scopes/matrix.ts';

const NAMES = {
  tickets: 'GET /Tickets',
  actions: 'GET /Actions',
  asset: 'GET /Asset',
  client: 'GET /Client',
  site: 'GET /Site',
  agent: 'GET /Agent',
  createTicket: 'POST /Tickets (create)',
  updateTicket: 'POST /Tickets (update)',
  createAsset: 'POST /Asset (create)',
  updateAsset: 'POST /Asset (update)',
} as const;

/** A row of a matrix, its endpoints by short names. */
export const row = (scope: string, statuses: Partial<Record<keyof typeof NAMES, number>>): ScopeRow => ({
  scope,
  token: { status: 200 },
  endpoints: Object.fromEntries(
    Object.entries(statuses).map(([name, status]) => [NAMES[name as keyof typeof NAMES], status]),
  ),
});

export const refusedRow = (scope: string, refused = 'invalid_scope', status = 400): ScopeRow => ({
  scope,
  token: { status, refused },
  endpoints: {},
});

const none = { tickets: 403, actions: 500, asset: 403, client: 403, site: 403, agent: 200 };
const noWrites = { createTicket: 403, updateTicket: 403, createAsset: 403, updateAsset: 403 };

/** What a tenant answers (refractionPOINT/documentation, pull request 246). */
export const TENANT: ScopeRow[] = [
  row('read:tickets', { ...none, tickets: 200, actions: 200, ...noWrites, createTicket: 201, updateTicket: 400 }),
  row('edit:tickets', { ...none, tickets: 200, actions: 200, ...noWrites, createTicket: 201, updateTicket: 201 }),
  row('read:assets', { ...none, asset: 200, ...noWrites, createAsset: 201, updateAsset: 400 }),
  row('edit:assets', { ...none, asset: 200, ...noWrites, createAsset: 201, updateAsset: 201 }),
  row('read:customers', { ...none, client: 200, site: 200, ...noWrites }),
  row('edit:customers', { ...none, client: 200, site: 200, ...noWrites }),
  refusedRow('read:actions'),
  refusedRow('edit:actions'),
];
