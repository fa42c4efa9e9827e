import type { Handler } from '../context.ts';
import { boundInt } from '../wire/binding.ts';
import { Double } from '../wire/json.ts';
import { notFound } from './missing-record.ts';

/** `GET /api/Users/{id}`: the site's id is a double (95.0), and of the client there is the name only. */
export const getUser: Handler = ({ state, toggles, param }) => {
  const id = boundInt(param, 'id');
  const user = state.users.find((candidate) => candidate.id === id);
  if (!user) throw notFound(toggles);
  const site = state.sites.find((candidate) => candidate.id === user.site_id);
  const client = state.clients.find((candidate) => candidate.id === site?.client_id);
  return {
    status: 200,
    json: {
      id: user.id,
      name: user.name,
      site_id: new Double(user.site_id),
      site_id_int: user.site_id,
      site_name: site?.name,
      client_name: client?.name,
      inactive: user.inactive ?? false,
      use: 'user',
    },
  };
};
