import type { HaloApi } from '../api.ts';
import { unwrapPage, unwrapRecord } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';

const PATH = '/Actions';

export const createTicketActions = (send: SendHalo): HaloApi['ticketActions'] => ({
  async add(ticketId, fields) {
    const record = { ...fields, ticket_id: ticketId };
    return unwrapRecord(await send({ method: 'POST', path: PATH, scope: 'edit:tickets', record }), 'actions', 'write');
  },
  async list(ticketId) {
    const page = unwrapPage(
      await send({ method: 'GET', path: PATH, scope: 'read:tickets', query: { ticket_id: ticketId } }),
      'actions',
    );
    return page.rows;
  },
});
