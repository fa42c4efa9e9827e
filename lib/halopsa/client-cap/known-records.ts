import { isRecord } from '../../json.ts';
import type { HaloApi, HaloRecord } from '../api.ts';
import { toId } from '../reply-shapes.ts';
import type { ClientCap } from './client-cap.ts';

export interface KnownTicket {
  clientId: number;
  /** The assets that it had, as far as HaloPSA showed them. */
  assetIds: readonly number[];
}

/** Tickets and assets that this delivery has seen to be of allowed clients: what an action has read isn't read again to be checked. */
export interface KnownRecords {
  /** Reads the ticket where it isn't known yet. @throws ExtensionError `client_not_allowed`, and what reading throws */
  ticket(id: number): Promise<KnownTicket>;
  /** Reads the asset where it isn't known yet. @throws ExtensionError `client_not_allowed`, and what reading throws */
  asset(id: number): Promise<void>;
  /** Checks a ticket that was read or written, and remembers it. @throws ExtensionError `client_not_allowed` */
  admitTicket(ticket: HaloRecord): HaloRecord;
  /** The same for an asset. */
  admitAsset(asset: HaloRecord): HaloRecord;
}

export function createKnownRecords(api: HaloApi, cap: ClientCap): KnownRecords {
  const tickets = new Map<number, KnownTicket>();
  const assets = new Set<number>();

  function admitTicket(ticket: HaloRecord): HaloRecord {
    const clientId = cap.requireClient(ticket.client_id, `ticket ${ticket.id}`);
    tickets.set(ticket.id, { clientId, assetIds: idsOf(ticket.assets) });
    return ticket;
  }

  function admitAsset(asset: HaloRecord): HaloRecord {
    cap.requireClient(asset.client_id, `asset ${asset.id}`);
    assets.add(asset.id);
    return asset;
  }

  return {
    admitTicket,
    admitAsset,
    async ticket(id) {
      if (!tickets.has(id)) admitTicket({ ...(await api.tickets.get(id)), id });
      return tickets.get(id) as KnownTicket;
    },
    async asset(id) {
      if (!assets.has(id)) admitAsset({ ...(await api.assets.get(id)), id });
    },
  };
}

const idsOf = (assets: unknown): number[] =>
  Array.isArray(assets)
    ? assets.map((asset) => (isRecord(asset) ? toId(asset.id) : undefined)).filter((id) => id !== undefined)
    : [];
