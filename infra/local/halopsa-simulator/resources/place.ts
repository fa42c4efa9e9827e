import type { State } from '../types.ts';
import { HaloFailure } from '../wire/halo-failure.ts';

type Named = { client_id?: number | undefined; site_id?: number | undefined; user_id?: number | undefined };
export type Place = { client_id: number; site_id: number };

/**
 * Client and site of a record from whichever of client, site and user were named: the user's site, the site's client, the client's first
 * site; undefined where none was. Throws HaloFailure where one doesn't exist or they don't belong together.
 */
export function resolvePlace(state: State, { client_id, site_id, user_id }: Named): Place | undefined {
  const user = isSet(user_id) ? found(state.users, user_id, 'User') : undefined;
  const client = isSet(client_id) ? found(state.clients, client_id, 'Customer') : undefined;
  const siteId = isSet(site_id) ? site_id : user?.site_id;
  const site = isSet(siteId) ? found(state.sites, siteId, 'Site') : state.sites.find((s) => s.client_id === client?.id);
  if (!site) return undefined;
  if (client && site.client_id !== client.id) throw new HaloFailure(400, 'The Site does not belong to the Customer');
  if (user && user.site_id !== site.id) throw new HaloFailure(400, 'The User does not belong to the Site');
  return { client_id: site.client_id, site_id: site.id };
}

/** 0 and negative ids stand for "not set". */
export function isSet(id: number | undefined): id is number {
  return id !== undefined && id > 0;
}

/** The record with this id. Throws HaloFailure 400. */
export function found<T extends { id: number }>(records: T[], id: number, thing: string): T {
  const record = records.find((candidate) => candidate.id === id);
  if (!record) throw new HaloFailure(400, `${thing} ${id} is not valid`);
  return record;
}
