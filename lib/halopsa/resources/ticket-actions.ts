import type { HaloApi } from '../api.ts';
import { unwrapPage, unwrapRecord } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';
import { walkPages } from '../walk-pages.ts';

const PATH = '/Actions';

export const createTicketActions = (send: SendHalo): HaloApi['ticketActions'] => ({
  async add(ticketId, fields) {
    const record = { ...fields, ticket_id: ticketId };
    return unwrapRecord(await send({ method: 'POST', path: PATH, scope: 'edit:tickets', record }), 'actions', 'write');
  },
  list: (ticketId) =>
    walkPages(async (pageNo, pageSize) => {
      const query = { ticket_id: ticketId, pageinate: true, page_no: pageNo, page_size: pageSize };
      return unwrapPage(await send({ method: 'GET', path: PATH, scope: 'read:tickets', query }), 'actions');
    }),
});
