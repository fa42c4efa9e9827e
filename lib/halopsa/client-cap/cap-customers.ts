import type { HaloApi, HaloQuery, HaloRecord, SearchableList } from '../api.ts';
import type { ClientCap } from './client-cap.ts';
import { hideCount } from './hide-count.ts';

const DEFAULT_PAGE_SIZE = 50;

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
      (await hideCount('clients', () => clients.searchAll(query))).filter((row) => cap.allows(row.id)),
    ),
    sites: paged(async (query) =>
      (await hideCount('sites', () => sites.searchAll(ofOneClient(query)))).filter((row) => cap.allows(row.client_id)),
    ),
  };
}

function paged(searchAll: (query: HaloQuery) => Promise<HaloRecord[]>): SearchableList {
  return {
    searchAll,
    async search({ page_no: pageNo = 1, page_size: pageSize = DEFAULT_PAGE_SIZE, ...query }) {
      const rows = await searchAll(query);
      const start = (Number(pageNo) - 1) * Number(pageSize);
      return { recordCount: rows.length, rows: rows.slice(start, start + Number(pageSize)) };
    },
  };
}
