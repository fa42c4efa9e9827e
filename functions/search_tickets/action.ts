import * as v from 'valibot';
import { defineAction } from '../../lib/action/define-action.ts';
import * as f from '../../lib/action/inputs/fields.ts';
import * as shared from '../../lib/action/inputs/shared-fields.ts';
import { byName } from '../../lib/action/names/by-name.ts';
import { resolveNames } from '../../lib/action/names/resolve-names.ts';
import { pageEntries, ticketRow, withMeta } from '../../lib/action/outputs.ts';
import { warnOfCutPage } from '../../lib/action/warn-of-cut-page.ts';
import { warnOfDropped } from '../../lib/action/warn-of-dropped.ts';
import { findTicket } from './find-ticket.ts';
import { keepMatching } from './keep-matching.ts';
import { shortenDetails } from './shorten-details.ts';

const input = v.object({
  search: v.optional(
    f.line({ label: 'Search', description: 'Free text over summary and details.', placeholder: 'WS-042' }),
  ),
  ticket_id: v.optional(
    f.recordId({
      label: 'Ticket ID',
      description:
        'Only the ticket with this number. It has to fit the other filters, too; `search`, which reads texts, is left out then.',
      placeholder: '2884',
    }),
  ),
  client_id: v.optional(
    f.integer({ label: 'Client ID', description: 'Only tickets of this client.', placeholder: '12' }),
  ),
  client: byName('client'),
  agent_id: v.optional(
    f.integer({ label: 'Agent ID', description: 'Only tickets assigned to this agent.', placeholder: '7' }),
  ),
  agent: byName('agent'),
  status_ids: v.optional(
    f.idCsv({
      label: 'Status IDs',
      description:
        'Only tickets in one of these statuses: their ids, separated by commas. `test_connection` lists them.',
      placeholder: '1,2',
    }),
  ),
  tickettype_id: v.optional(
    f.integer({ label: 'Ticket type ID', description: 'Only tickets of this type.', placeholder: '1' }),
  ),
  tickettype: byName('tickettype'),
  page_size: v.optional(shared.pageSize(), 50),
  page_no: v.optional(shared.pageNo(), 1),
  order: v.optional(
    f.line({ label: 'Order by', description: "HaloPSA's name of the field to order by.", placeholder: 'id' }),
  ),
  orderdesc: v.optional(
    f.boolean({ label: 'Descending', description: 'The largest or newest first.', placeholder: 'true' }),
  ),
});

export default defineAction({
  name: 'search_tickets',
  title: 'Search tickets',
  summary: 'Finds HaloPSA tickets by text, client, agent, status or type.',
  description:
    'Finds tickets and returns one page of them with the number of all matches. HaloPSA ignores filters that it does not know and then returns everything, so each row is checked again: one that contradicts a filter is dropped, and a warning says so. Long `details` are cut; `ticket_id` shows a ticket whole.',
  annotations: { readOnly: true, idempotent: true },
  messages: { inProgress: 'Searching…', success: 'The search is done.', error: 'The search failed.' },
  input,
  output: withMeta({ ...pageEntries, tickets: v.array(ticketRow) }),
  examples: [
    {
      title: "A customer's open tickets about one machine",
      input: { search: 'WS-042', client_id: 12, status_ids: '1,2' },
    },
    { title: 'The same customer by name', input: { search: 'WS-042', client: 'Northwind Dental' } },
    { title: 'One by its number', input: { ticket_id: '2884' } },
    { title: 'The newest ten', input: { page_size: 10, order: 'id', orderdesc: 'true' } },
  ],
  async run(context, { ticket_id: ticketId, page_size: wantedSize, ...given }) {
    const { halo, warn } = context;
    const filters = await resolveNames(context, given);
    const pageSize = shared.clampPageSize(wantedSize, warn);
    if (ticketId !== undefined) {
      if (filters.search !== undefined) warn('`search` was left out: the ticket is asked for by its number.');
      const found = await findTicket(halo, ticketId, filters);
      const tickets = filters.page_no === 1 ? found : [];
      return { record_count: found.length, page_no: filters.page_no, page_size: pageSize, tickets };
    }
    const { status_ids: status, tickettype_id: typeId, ...rest } = filters;
    const page = await halo.tickets.search({ ...rest, status, requesttype_id: typeId, page_size: pageSize });
    const { rows, dropped } = keepMatching(page.rows, filters);
    warnOfDropped(page, dropped, 'tickets', warn);
    if (dropped === 0) warnOfCutPage(page, { page_no: rest.page_no, page_size: pageSize }, warn);
    const recordCount = dropped > 0 ? rows.length : page.recordCount;
    return {
      record_count: recordCount,
      page_no: rest.page_no,
      page_size: pageSize,
      tickets: shortenDetails(rows, warn),
    };
  },
});
