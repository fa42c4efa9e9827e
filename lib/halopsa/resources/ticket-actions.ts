import type { HaloApi, HaloFields, HaloRecord } from '../api.ts';
import { unwrapPage, unwrapRecord } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';
import { walkPages } from '../walk-pages.ts';

const PATH = '/Actions';

export function createTicketActions(send: SendHalo): HaloApi['ticketActions'] {
  const post = async (record: HaloFields): Promise<HaloRecord> =>
    unwrapRecord(await send({ method: 'POST', path: PATH, scope: 'edit:tickets', record }), 'actions', 'write');
  return {
    add: (ticketId, fields) => post({ ...fields, ticket_id: ticketId }),
    edit: (ticketId, id, fields) => post({ ...fields, ticket_id: ticketId, id }),
    list: (ticketId) =>
      walkPages(async (pageNo, pageSize) => {
        const query = { ticket_id: ticketId, pageinate: true, page_no: pageNo, page_size: pageSize };
        return unwrapPage(await send({ method: 'GET', path: PATH, scope: 'read:tickets', query }), 'actions');
      }),
  };
}
