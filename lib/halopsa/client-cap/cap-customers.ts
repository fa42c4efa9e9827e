import type { HaloApi, HaloList, HaloQuery, HaloRecord, SearchableList } from '../api.ts';
import type { ClientCap } from './client-cap.ts';
import { hideCount } from './hide-count.ts';
import { pageOf } from './page-of.ts';

/**
 * Clients have no filter by id and sites one by a single client only (QUIRKS.md, "one client a filter"), so their lists are read whole,
 * kept to what is allowed, and paged here.
 */
export function capCustomers({ clients, sites }: HaloApi, cap: ClientCap): Pick<HaloApi, 'clients' | 'sites'> {
  const ofOneClient = ({ client_id: wanted, ...query }: HaloQuery): HaloQuery => ({
    ...query,
    client_id: wanted === undefined ? cap.onlyId : cap.requireClient(wanted),
  });
  return {
    clients: paged(async (query) =>
      keep(await hideCount('clients', () => clients.searchAll(query)), (row) => cap.allows(row.id)),
    ),
    sites: paged(async (query) =>
      keep(await hideCount('sites', () => sites.searchAll(ofOneClient(query))), (row) => cap.allows(row.client_id)),
    ),
  };
}

const keep = ({ rows, isPartial }: HaloList, isAllowed: (row: HaloRecord) => boolean): HaloList => ({
  rows: rows.filter(isAllowed),
  isPartial,
});

function paged(searchAll: SearchableList['searchAll']): SearchableList {
  return {
    searchAll,
    async search(query) {
      const { page_no: _, page_size: __, ...whole } = query;
      return pageOf((await searchAll(whole)).rows, query);
    },
  };
}
