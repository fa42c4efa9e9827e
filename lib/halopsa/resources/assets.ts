import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloList, HaloPage, HaloQuery } from '../api.ts';
import { unwrapPage, unwrapRecord } from '../reply-shapes.ts';
import type { SendHalo } from '../transport.ts';
import { walkPages } from '../walk-pages.ts';

const PATH = '/Asset';
/** No ticket has it: what a filter by this id lets through shows that HaloPSA ignores the filter. */
const NO_TICKET_ID = 2_147_483_647;
/** Whether inactive assets are in the default list is unproven, so both are asked for (QUIRKS.md, "inactive assets"). */
const ALL_STATES = { includeactive: true, includeinactive: true };

export function createAssets(send: SendHalo): HaloApi['assets'] {
  const page = async (query: HaloQuery): Promise<HaloPage> =>
    unwrapPage(
      await send({
        method: 'GET',
        path: PATH,
        scope: 'read:assets',
        query: { pageinate: true, ...ALL_STATES, ...query },
      }),
      'assets',
    );
  const all = (query: HaloQuery): Promise<HaloList> =>
    walkPages((pageNo, pageSize) => page({ ...query, page_no: pageNo, page_size: pageSize }));

  return {
    searchAll: all,
    async ofTicket(ticketId) {
      const control = page({ ticket_id: NO_TICKET_ID, page_no: 1, page_size: 1 });
      const [{ rows, isPartial }, { rows: unfiltered }] = await Promise.all([all({ ticket_id: ticketId }), control]);
      if (unfiltered.length === 0 && !isPartial) return rows;
      throw new ExtensionError(
        'halo_rejected',
        'HaloPSA does not say which assets the ticket has, so none can be added without losing them.',
        {
          hint: "Let the API agent see the ticket's assets, or link the asset in HaloPSA.",
        },
      );
    },
    async get(id) {
      return unwrapRecord(await send({ method: 'GET', path: `${PATH}/${id}`, scope: 'read:assets' }), 'assets', 'read');
    },
    async create(fields) {
      return unwrapRecord(
        await send({ method: 'POST', path: PATH, scope: 'edit:assets', record: fields }),
        'assets',
        'write',
      );
    },
  };
}
