import type { HaloApi } from '../api.ts';
import { boundFields, idIn } from './bound-fields.ts';
import type { ClientCap } from './client-cap.ts';
import { hideCount } from './hide-count.ts';
import type { KnownRecords } from './known-records.ts';
import type { PlaceCheck } from './place-check.ts';
import { ASSET_FIELDS } from './sendable-fields.ts';

export function capAssets(
  assets: HaloApi['assets'],
  cap: ClientCap,
  known: KnownRecords,
  place: PlaceCheck,
): HaloApi['assets'] {
  return {
    async searchAll({ client_id: wanted, ...query }) {
      // HaloPSA's filter takes one client (QUIRKS.md, "one client a filter"); several are told apart by the rows.
      const one = wanted === undefined ? cap.onlyId : cap.requireClient(wanted);
      const { rows, isPartial } = await hideCount('assets', () => assets.searchAll({ ...query, client_id: one }));
      return { rows: rows.filter((row) => cap.allows(row.client_id)).map(known.admitAsset), isPartial };
    },
    async ofTicket(ticketId) {
      await known.ticket(ticketId);
      return assets.ofTicket(ticketId);
    },
    get: async (id) => known.admitAsset(await assets.get(id)),
    async create(raw) {
      const fields = boundFields(raw, ASSET_FIELDS, cap);
      const given = idIn(fields, 'client_id', cap) ?? cap.onlyId;
      if (given === undefined) throw cap.refusal('The asset names no client.');
      const clientId = cap.requireClient(given);
      const siteId = idIn(fields, 'site_id', cap);
      if (siteId !== undefined) await place.requireSite(siteId, clientId);
      const record = { ...fields, client_id: clientId, ...(siteId !== undefined && { site_id: siteId }) };
      return known.admitAsset({ client_id: clientId, ...(await assets.create(record)) });
    },
  };
}
