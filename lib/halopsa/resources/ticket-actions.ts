import type { HaloApi, HaloFields, HaloPage, HaloQuery, HaloRecord } from '../api.ts';
import { unwrapPage, unwrapRecord } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';
import { walkPages } from '../walk-pages.ts';

const PATH = '/Actions';

export function createTicketActions(send: SendHalo): HaloApi['ticketActions'] {
  const post = async (record: HaloFields): Promise<HaloRecord> =>
    unwrapRecord(await send({ method: 'POST', path: PATH, scope: 'edit:tickets', record }), 'actions', 'write');
  const page = async (query: HaloQuery): Promise<HaloPage> =>
    unwrapPage(await send({ method: 'GET', path: PATH, scope: 'read:tickets', query }), 'actions');
  return {
    add: (ticketId, fields) => post({ ...fields, ticket_id: ticketId }),
    edit: (ticketId, id, fields) => post({ ...fields, ticket_id: ticketId, id }),
    // Of this list HaloPSA documents a count, and no pages (QUIRKS.md, "pages of a timeline").
    async list(ticketId) {
      const { rows } = await walkPages(
        (pageNo, pageSize) => page({ ticket_id: ticketId, pageinate: true, page_no: pageNo, page_size: pageSize }),
        (count) => page({ ticket_id: ticketId, count }),
      );
      return rows;
    },
  };
}
