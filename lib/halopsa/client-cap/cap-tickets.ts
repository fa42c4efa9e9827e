import type { HaloApi, HaloPage, HaloRecord } from '../api.ts';
import type { ClientCap } from './client-cap.ts';
import type { KnownRecords } from './known-records.ts';
import { searchWithin } from './search-within.ts';
import type { CheckTicketFields } from './ticket-fields-check.ts';

export function capTickets(
  tickets: HaloApi['tickets'],
  cap: ClientCap,
  known: KnownRecords,
  check: CheckTicketFields,
): HaloApi['tickets'] {
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
      if (one !== undefined) return searchWithin(tickets, cap, query, ([id]) => ({ client_id: id }), [one]);
      if (cap.allowedIds.length === 0) throw cap.refusal('The organization may not touch any HaloPSA client.');
      return searchWithin(tickets, cap, query, (ids) => ({ client_ids: ids.join(',') }), cap.allowedIds);
    },
  };
}
