import type { HaloApi } from '../api.ts';
import { boundFields } from './bound-fields.ts';
import type { ClientCap } from './client-cap.ts';
import type { KnownRecords } from './known-records.ts';
import { ENTRY_FIELDS } from './sendable-fields.ts';

/** An entry belongs to whom its ticket belongs to. */
export const capTicketActions = (
  ticketActions: HaloApi['ticketActions'],
  cap: ClientCap,
  known: KnownRecords,
): HaloApi['ticketActions'] => ({
  async add(ticketId, fields) {
    const bound = boundFields(fields, ENTRY_FIELDS, cap);
    await known.ticket(ticketId);
    return ticketActions.add(ticketId, bound);
  },
  async edit(ticketId, id, fields) {
    const bound = boundFields(fields, ENTRY_FIELDS, cap);
    await known.ticket(ticketId);
    return ticketActions.edit(ticketId, id, bound);
  },
  async list(ticketId) {
    await known.ticket(ticketId);
    const entries = await ticketActions.list(ticketId);
    return entries.filter((entry) => entry.ticket_id === undefined || entry.ticket_id === ticketId);
  },
});
