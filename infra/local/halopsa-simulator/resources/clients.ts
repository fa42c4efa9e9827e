import type { Handler } from '../context.ts';
import type { Client, State } from '../types.ts';
import { boundInt } from '../wire/binding.ts';
import { listReply } from '../wire/list-reply.ts';
import { contains } from '../wire/text.ts';
import { notFound } from './missing-record.ts';

/** `GET /api/Client` */
export const listClients: Handler = (ctx) => {
  const { state, query } = ctx;
  const search = query.text('search') ?? '';
  const rows = state.clients
    .filter((client) => !client.inactive || query.flag('includeinactive'))
    .filter((client) => contains(client.name, search));
  return listReply(ctx, 'clients', rows.map(clientRow));
};

/** `GET /api/Client/{id}` */
export const getClient: Handler = ({ state, toggles, param, query }) => {
  const id = boundInt(param, 'id');
  const client = state.clients.find((candidate) => candidate.id === id);
  if (!client) throw notFound(toggles);
  const mainSiteId = query.flag('includedetails') ? mainSite(state, client)?.id : undefined;
  return { status: 200, json: { ...clientRow(client), main_site_id: mainSiteId } };
};

function clientRow({ id, name, inactive }: Client) {
  return { id, name, toplevel_id: 1, toplevel_name: 'Top', inactive, colour: '#2bd3c6', ref: '', use: 'client' };
}

function mainSite(state: State, client: Client) {
  return state.sites.find((site) => site.client_id === client.id);
}
