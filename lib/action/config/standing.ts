import type { HaloApi, HaloList, HaloPage, HaloRecord } from '../../halopsa/api.ts';
import { toId } from '../../halopsa/reply-shapes.ts';
import { isOutOfReach } from '../is-out-of-reach.ts';
import { hasIds } from './has-record.ts';

/** Whether HaloPSA has a record, and whether it is in use. What can't be told counts as active. */
export type Standing = 'active' | 'inactive' | 'missing';

/** The client and the site at which a record has to be, as far as they are known. */
export interface Place {
  clientId?: number | undefined;
  siteId?: number | undefined;
}

/** HaloPSA's agent for "nobody" (client-code: dotMARC), whom a list of people may leave out. */
const UNASSIGNED_AGENT_ID = 1;
const INACTIVE = { includeactive: false, includeinactive: true };
const WITH_INACTIVE = { includeactive: true, includeinactive: true };

/** Of agents, `isdisabled`, and by default they are left out of the list (client-code: homotechsual/HaloAPI, `IncludeDisabled`). */
const standingOf = (row: HaloRecord): Standing =>
  row.inactive === true || row.isdisabled === true ? 'inactive' : 'active';

/** Of a list that may not be whole. */
function standingIn(list: HaloList, id: number): Standing {
  const row = list.rows.find((one) => one.id === id);
  if (row !== undefined) return standingOf(row);
  return hasIds(list, [id]) ? 'active' : 'missing';
}

/** Where HaloPSA doesn't know a filter, the first page isn't all; nor need one be that it hasn't counted. */
const mayHoldMore = ({ rows, recordCount, isUncounted }: HaloPage): boolean =>
  rows.length < recordCount || (isUncounted === true && rows.length > 0);

/** HaloPSA takes a client's id as a filter of sites, not of clients: a site shows that it is there, and the list of inactive ones is short. */
export async function clientStanding({ clients, sites }: HaloApi, id: number): Promise<Standing> {
  const page = await sites.search({ ...WITH_INACTIVE, client_id: id, page_no: 1, page_size: 1 });
  if (!page.rows.some((row) => row.client_id === id) && !mayHoldMore(page))
    return standingIn(await clients.searchAll(WITH_INACTIVE), id);
  const row = (await clients.searchAll(INACTIVE)).rows.find((one) => one.id === id);
  return row === undefined ? 'active' : standingOf(row);
}

export async function siteStanding({ sites }: HaloApi, id: number, { clientId }: Place): Promise<Standing> {
  const query = { ...WITH_INACTIVE, client_id: clientId, site_id: id, page_no: 1, page_size: 100 };
  const isIts = (row: HaloRecord) =>
    clientId === undefined || row.client_id === undefined || row.client_id === clientId;
  const page = await sites.search(query);
  const row = page.rows.find((one) => one.id === id && isIts(one));
  if (row !== undefined) return standingOf(row);
  return mayHoldMore(page) ? 'active' : 'missing';
}

/** Who is at another site, or at one of another client, can't be a ticket's user: HaloPSA refuses the ticket. A user shows no client's id. */
export async function userStanding(halo: HaloApi, id: number, place: Place): Promise<Standing> {
  try {
    const user = await halo.users.get(id);
    return (await isAt(halo, toId(user.site_id), place)) ? standingOf(user) : 'missing';
  } catch (thrown) {
    if (isOutOfReach(thrown)) return 'missing';
    throw thrown;
  }
}

async function isAt(halo: HaloApi, userSiteId: number | undefined, { clientId, siteId }: Place): Promise<boolean> {
  if (userSiteId === undefined || userSiteId < 1) return true;
  if (siteId !== undefined) return userSiteId === siteId;
  return clientId === undefined || (await siteStanding(halo, userSiteId, { clientId })) !== 'missing';
}

export const agentStanding = async ({ lists }: HaloApi, id: number): Promise<Standing> =>
  id === UNASSIGNED_AGENT_ID ? 'active' : standingIn(await lists.agents(), id);
