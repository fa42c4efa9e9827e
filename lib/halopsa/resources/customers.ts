import type { HaloApi, HaloPage, HaloQuery } from '../api.ts';
import { unwrapPage } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';

/** Clients and sites: two lists of one kind, both under the customers scope (HaloPSA has no sites scope). */
export function createCustomers(send: SendHalo): Pick<HaloApi, 'clients' | 'sites'> {
  const list =
    (path: string, listName: string) =>
    async (query: HaloQuery): Promise<HaloPage> =>
      unwrapPage(
        await send({ method: 'GET', path, scope: 'read:customers', query: { pageinate: true, ...query } }),
        listName,
      );
  return { clients: { search: list('/Client', 'clients') }, sites: { search: list('/Site', 'sites') } };
}
