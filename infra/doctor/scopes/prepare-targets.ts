import type { DoctorDeps } from '../connect.ts';
import { choosePlace, placeFields } from '../probe/choose-place.ts';
import type { ProbeContext } from '../probe/context.ts';
import { createTicket } from '../probe/make-records.ts';
import type { Targets, WriteTargets } from './endpoints.ts';

/**
 * A ticket and an asset to update, made with the configured scopes.
 * @throws ExtensionError where they can't be made
 */
export async function prepareWrites(context: ProbeContext, deps: DoctorDeps): Promise<WriteTargets> {
  const { made, tag, noteOutcome } = context;
  const chosen = await choosePlace(context);
  const place = placeFields(chosen);
  const { id: assetTypeId } = await context.assetType();
  const ticketId = await createTicket(context, chosen);
  const asset = await deps.halo().assets.create({ inventory_number: tag, assettype_id: assetTypeId, ...place });
  made.push({ kind: 'asset', id: asset.id });
  const { tickettype_id: type } = await deps.halo().tickets.get(ticketId);
  const ticketTypeId = typeof type === 'number' && type > 0 ? { ticketTypeId: type } : {};
  return { ticketId, assetId: asset.id, assetTypeId, place, noteOutcome, tag, ...ticketTypeId };
}

/** The timeline of a ticket that is there, since some versions show none without a ticket. */
export async function prepareReads(deps: DoctorDeps): Promise<Targets> {
  const page = await deps
    .halo()
    .tickets.search({ page_no: 1, page_size: 1 })
    .catch(() => ({ rows: [] }));
  const [ticket] = page.rows;
  return ticket === undefined ? {} : { ticketId: ticket.id };
}
