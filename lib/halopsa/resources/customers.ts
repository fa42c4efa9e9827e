import type { HaloApi, HaloList, HaloPage, HaloQuery, SearchableList } from '../api.ts';
import { unwrapPage } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';
import { walkPages } from '../walk-pages.ts';

/** Clients and sites: two lists of one kind, both under the customers scope (HaloPSA has no sites scope). */
export function createCustomers(send: SendHalo): Pick<HaloApi, 'clients' | 'sites'> {
  function list(path: string, listName: string): SearchableList {
    const search = async (query: HaloQuery): Promise<HaloPage> =>
      unwrapPage(
        await send({ method: 'GET', path, scope: 'read:customers', query: { pageinate: true, ...query } }),
        listName,
      );
    const searchAll = (query: HaloQuery): Promise<HaloList> =>
      walkPages((pageNo, pageSize) => search({ ...query, page_no: pageNo, page_size: pageSize }));
    return { search, searchAll };
  }
  return { clients: list('/Client', 'clients'), sites: list('/Site', 'sites') };
}
