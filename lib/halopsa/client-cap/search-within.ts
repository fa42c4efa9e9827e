import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloPage, HaloQuery } from '../api.ts';
import { walkPages } from '../walk-pages.ts';
import type { ClientCap } from './client-cap.ts';
import { pageOf } from './page-of.ts';

/** No client has it: what a filter by this id lets through shows that HaloPSA ignores the filter. */
const NO_CLIENT_ID = 2_147_483_647;

/**
 * A page of the tickets of `ids`. The total is HaloPSA's own only where it is the total of allowed clients: how much there is elsewhere is nobody's
 * business.
 * @param filterBy the filter for these clients, in HaloPSA's words
 */
export async function searchWithin(
  tickets: HaloApi['tickets'],
  cap: ClientCap,
  query: HaloQuery,
  filterBy: (clientIds: readonly number[]) => HaloQuery,
  ids: readonly number[],
): Promise<HaloPage> {
  const page = await tickets.search({ ...query, ...filterBy(ids) });
  const rows = page.rows.filter((row) => cap.allows(row.client_id));
  const hasForeign = rows.length < page.rows.length;
  if (!hasForeign && page.recordCount <= rows.length) return page;
  if (!hasForeign) {
    const control = await tickets.search({ ...query, ...filterBy([NO_CLIENT_ID]), page_no: 1, page_size: 1 });
    if (control.rows.length === 0) return page;
  }
  // Page by page, the gaps would show how many of other clients' tickets match. A list too long for this, or for HaloPSA just now, is shown with
  // them.
  return pageOfAll(tickets, cap, { ...query, ...filterBy(ids) }).catch((thrown) => {
    const { code, retriable } = ExtensionError.from(thrown);
    if (code !== 'ambiguous' && !retriable) throw thrown;
    return { recordCount: rows.length, rows, isPartial: true };
  });
}

/** A page of what is allowed, where HaloPSA doesn't keep to that by itself. */
async function pageOfAll(tickets: HaloApi['tickets'], cap: ClientCap, query: HaloQuery): Promise<HaloPage> {
  const all = await walkPages((page_no, page_size) => tickets.search({ ...query, page_no, page_size }));
  const rows = all.rows.filter((row) => cap.allows(row.client_id));
  return { ...pageOf(rows, query), ...(all.isPartial && { isPartial: true }) };
}
