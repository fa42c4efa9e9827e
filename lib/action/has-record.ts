import { ExtensionError } from '../errors.ts';
import type { HaloApi, HaloList, HaloPage, HaloRecord } from '../halopsa/api.ts';
import { toId } from '../halopsa/reply-shapes.ts';

/** HaloPSA's agent for "nobody" (client-code: dotMARC), whom a list of people may leave out. */
const UNASSIGNED_AGENT_ID = 1;
const WITH_INACTIVE = { includeactive: true, includeinactive: true };

/** HaloPSA takes a client's id as a filter of sites, not of clients; a client without a site is looked for in the whole list. */
export async function hasClient({ clients, sites }: HaloApi, id: number): Promise<boolean> {
  const page = await sites.search({ ...WITH_INACTIVE, client_id: id, page_no: 1, page_size: 1 });
  if (mayHold(page, (row) => row.client_id === id)) return true;
  return hasIds(await clients.searchAll(WITH_INACTIVE), [id]);
}

export async function hasSite({ sites }: HaloApi, id: number, clientId: number | undefined): Promise<boolean> {
  const query = { ...WITH_INACTIVE, client_id: clientId, site_id: id, page_no: 1, page_size: 100 };
  const isIts = (row: HaloRecord) => row.client_id === undefined || row.client_id === clientId;
  const isIt = (row: HaloRecord) => row.id === id && (clientId === undefined || isIts(row));
  return mayHold(await sites.search(query), isIt);
}

/** HaloPSA may not know the filter, and then the first page isn't all. */
const mayHold = ({ rows, recordCount, isUncounted }: HaloPage, isIt: (row: HaloRecord) => boolean): boolean =>
  rows.some(isIt) || rows.length < recordCount || (isUncounted === true && rows.length > 0 && !saysAll(rows));

/** Who is at a site of another client can't be a ticket's user: HaloPSA refuses the ticket. A user shows its site, and no client. */
export async function hasUser(halo: HaloApi, id: number, clientId: number | undefined): Promise<boolean> {
  try {
    const siteId = toId((await halo.users.get(id)).site_id);
    return clientId === undefined || siteId === undefined || siteId < 1 || (await hasSite(halo, siteId, clientId));
  } catch (thrown) {
    const { code } = ExtensionError.from(thrown);
    if (code === 'not_found' || code === 'client_not_allowed') return false;
    throw thrown;
  }
}

export const hasAgent = async ({ lists }: HaloApi, id: number): Promise<boolean> =>
  id === UNASSIGNED_AGENT_ID || hasIds(await lists.agents(), [id]);

/** Nothing can be told of an empty list, which the agent may not see, nor of one that may have been cut (QUIRKS.md, "long vocabularies"). */
const saysAll = ({ rows, isPartial }: HaloList): boolean => rows.length > 0 && !isPartial;

export const hasIds = (list: HaloList, ids: readonly unknown[]): boolean =>
  !saysAll(list) || ids.every((id) => list.rows.some((row) => row.id === id));

/** Some versions call an outcome's name `outcome`. */
export const hasOutcome = (list: HaloList, wanted: string): boolean => hasName(list, wanted, ['name', 'outcome']);

export const hasTeam = (list: HaloList, wanted: string): boolean => hasName(list, wanted, ['name']);

function hasName(list: HaloList, wanted: string, members: readonly string[]): boolean {
  const names = list.rows.flatMap((row) => members.map((member) => row[member])).filter((one) => one !== undefined);
  return !saysAll(list) || names.length === 0 || names.some((one) => fold(one) === fold(wanted));
}

const fold = (name: unknown) =>
  String(name ?? '')
    .trim()
    .toLowerCase();
