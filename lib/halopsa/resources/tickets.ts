import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloRecord } from '../api.ts';
import { unwrapPage, unwrapRecord } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';

const PATH = '/Tickets';
const EDIT = 'edit:tickets';
const READ = 'read:tickets';

/** @param isDryRun whether writes are only planned: then a ticket that would be created can be updated under its id 0 */
export function createTickets(send: SendHalo, isDryRun = false): HaloApi['tickets'] {
  async function get(id: number): Promise<HaloRecord> {
    const query = { includedetails: true, includelastaction: false };
    const body = await send({ method: 'GET', path: `${PATH}/${id}`, scope: READ, query });
    return unwrapRecord(body, 'tickets', 'read');
  }

  async function post(record: Record<string, unknown>): Promise<HaloRecord> {
    return unwrapRecord(await send({ method: 'POST', path: PATH, scope: EDIT, record }), 'tickets', 'write');
  }

  return {
    get,
    create: post,
    async update(id, fields) {
      if (!(isDryRun && id === 0)) requirePositiveId(id);
      try {
        return await post({ ...fields, id });
      } catch (thrown) {
        // Some tenants want the type and the client with every update, and say "Record not found" without them (QUIRKS.md, "type and client").
        if (!(thrown instanceof ExtensionError) || thrown.code !== 'not_found') throw thrown;
        const { tickettype_id, client_id } = await get(id);
        return post({ tickettype_id, client_id, ...fields, id });
      }
    },
    async search(query) {
      return unwrapPage(
        await send({ method: 'GET', path: PATH, scope: READ, query: { pageinate: true, ...query } }),
        'tickets',
      );
    },
  };
}

/** HaloPSA's POST without an id creates: an update that lost its id must never leave. */
function requirePositiveId(id: number): void {
  if (Number.isSafeInteger(id) && id >= 1) return;
  throw new ExtensionError('invalid_input', 'A ticket can be updated only under a positive integer `id`.', {
    errors: [{ field: 'id', expected: 'an integer of 1 or more', received: String(id) }],
  });
}
