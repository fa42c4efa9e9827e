import type { Handler } from '../context.ts';
import type { Site, State } from '../types.ts';
import { boundInt } from '../wire/binding.ts';
import { Double } from '../wire/json.ts';
import { listReply } from '../wire/list-reply.ts';
import { contains } from '../wire/text.ts';
import { notFound } from './missing-record.ts';

/** `GET /api/Site` */
export const listSites: Handler = (ctx) => {
  const { state, query } = ctx;
  const search = query.text('search') ?? '';
  const clientId = query.int('client_id');
  const siteId = query.int('site_id');
  const rows = state.sites
    .filter((site) => !site.inactive || query.flag('includeinactive'))
    .filter((site) => clientId === undefined || site.client_id === clientId)
    .filter((site) => siteId === undefined || site.id === siteId)
    .map((site) => siteRow(state, site))
    .filter((row) => contains(row.clientsite_name, search));
  return listReply(ctx, 'sites', rows);
};

/** `GET /api/Site/{id}` */
export const getSite: Handler = ({ state, toggles, param }) => {
  const id = boundInt(param, 'id');
  const site = state.sites.find((candidate) => candidate.id === id);
  if (!site) throw notFound(toggles);
  return { status: 200, json: siteRow(state, site) };
};

function siteRow(state: State, { id, name, client_id, inactive }: Site) {
  const clientName = state.clients.find((client) => client.id === client_id)?.name ?? '';
  return {
    id,
    name,
    client_id: new Double(client_id), // a double in HaloPSA's own schema: 12.0
    client_name: clientName,
    clientsite_name: `${clientName}/${name}`,
    inactive,
    use: 'site',
  };
}
