import { ExtensionError } from '../../lib/errors.ts';
import type { HaloApi, HaloRecord } from '../../lib/halopsa/api.ts';
import { keepMatching, type TicketFilters } from './keep-matching.ts';

/**
 * The ticket with this number as a list, empty where there is none or it doesn't fit the filters. It is read, not searched for: HaloPSA's
 * search reads texts, and a tenant may ignore a parameter that is one of its newer ones (QUIRKS.md, "unknown parameters are ignored").
 */
export async function findTicket(halo: HaloApi, id: number, filters: TicketFilters): Promise<HaloRecord[]> {
  try {
    return keepMatching([await halo.tickets.get(id)], filters).rows;
  } catch (thrown) {
    if (thrown instanceof ExtensionError && thrown.code === 'not_found') return [];
    throw thrown;
  }
}
