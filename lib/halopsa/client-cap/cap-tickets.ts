import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloPage, HaloQuery, HaloRecord } from '../api.ts';
import { walkPages } from '../walk-pages.ts';
import type { ClientCap } from './client-cap.ts';
import type { KnownRecords } from './known-records.ts';
import { pageOf } from './page-of.ts';
import type { CheckTicketFields } from './ticket-fields-check.ts';

/** No client has it: what a filter by this id lets through shows that HaloPSA ignores the filter. */
const NO_CLIENT_ID = 2_147_483_647;

export function capTickets(
  tickets: HaloApi['tickets'],
  cap: ClientCap,
  known: KnownRecords,
  check: CheckTicketFields,
): HaloApi['tickets'] {
  /** The total is HaloPSA's own only where it is the total of allowed clients: how much there is elsewhere is nobody's business. */
  async function boundedPage(query: HaloQuery, filterBy: (clientIds: readonly number[]) => HaloQuery, ids: number[]) {
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
    return pageOfAll({ ...query, ...filterBy(ids) }).catch((thrown) => {
      const { code, retriable } = ExtensionError.from(thrown);
      if (code !== 'ambiguous' && !retriable) throw thrown;
      return { recordCount: rows.length, rows, isPartial: true };
    });
  }

  /** A page of what is allowed, where HaloPSA doesn't keep to that by itself. */
  async function pageOfAll(query: HaloQuery): Promise<HaloPage> {
    const all = await walkPages((page_no, page_size) => tickets.search({ ...query, page_no, page_size }));
    const rows = all.rows.filter((row) => cap.allows(row.client_id));
    return { ...pageOf(rows, query), ...(all.isPartial && { isPartial: true }) };
  }

  /** Written is written: to refuse what a rule of HaloPSA's moved elsewhere would have it written again. Only its number is shown. */
  const written = (ticket: HaloRecord): HaloRecord =>
    cap.allows(ticket.client_id) ? known.admitTicket(ticket) : { id: ticket.id };

  return {
    async create(raw) {
      const { fields, clientId } = await check(raw);
      return written({ client_id: clientId, ...(await tickets.create(fields)) });
    },
    async update(id, raw) {
      const { fields, clientId } = await check(raw, await known.ticket(id));
      return written({ client_id: clientId, ...(await tickets.update(id, fields)) });
    },
    get: async (id) => known.admitTicket(await tickets.get(id)),
    async search({ client_id: wanted, ...query }): Promise<HaloPage> {
      const one = wanted === undefined ? cap.onlyId : cap.requireClient(wanted);
      if (one !== undefined) return boundedPage(query, ([id]) => ({ client_id: id }), [one]);
      if (cap.allowedIds.length === 0) throw cap.refusal('The organization may not touch any HaloPSA client.');
      return boundedPage(query, (ids) => ({ client_ids: ids.join(',') }), [...cap.allowedIds]);
    },
  };
}
