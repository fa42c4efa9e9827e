import type { HaloFields } from '../api.ts';
import { assetIdsIn, boundFields, idIn } from './bound-fields.ts';
import type { ClientCap } from './client-cap.ts';
import type { KnownRecords, KnownTicket } from './known-records.ts';
import type { PlaceCheck } from './place-check.ts';
import { REFERENCE_FIELDS, TICKET_FIELDS } from './sendable-fields.ts';

export interface CheckedTicket {
  /** What to send: each field in one spelling, each id a number. */
  fields: HaloFields;
  /** The client that the ticket will have. */
  clientId: number;
}

/**
 * Checks the fields of a ticket to be written: its client, and that site, user, parent and assets are of allowed clients. `ticket` is the
 * one to be changed, none where one is created. The only allowed client stands in where a new ticket names none.
 * @throws ExtensionError `client_not_allowed`, and what reading HaloPSA throws
 */
export type CheckTicketFields = (fields: HaloFields, ticket?: KnownTicket) => Promise<CheckedTicket>;

/** How many assets are read at once. */
const MAX_IN_FLIGHT = 4;

export function createTicketFieldsCheck(cap: ClientCap, known: KnownRecords, place: PlaceCheck): CheckTicketFields {
  async function requireAssets(assetIds: readonly number[], ticket: KnownTicket | undefined): Promise<void> {
    // What somebody else attached stays: a list that is written back without it would lose it.
    const unknown = assetIds.filter((id) => !ticket?.assetIds.includes(id));
    for (let at = 0; at < unknown.length; at += MAX_IN_FLIGHT) {
      await Promise.all(unknown.slice(at, at + MAX_IN_FLIGHT).map((id) => known.asset(id)));
    }
  }

  return async (raw, ticket) => {
    const fields = boundFields(raw, TICKET_FIELDS, cap);
    const named = (name: string) => idIn(fields, name, cap);
    const [site, user, parent] = [named('site_id'), named('user_id'), named('parent_id')];
    const assetIds = assetIdsIn(fields, REFERENCE_FIELDS, cap);
    const given = named('client_id') ?? (ticket === undefined ? cap.onlyId : undefined);
    const client = cap.requireClient(given ?? ticket?.clientId ?? noClient(cap));
    await Promise.all([
      site !== undefined && place.requireSite(site, client),
      // 0 and less stand for nobody: the client's general user, no parent.
      user !== undefined && user > 0 && place.requireUser(user, [client]),
      parent !== undefined && parent > 0 && known.ticket(parent),
      assetIds && requireAssets(assetIds, ticket),
    ]);
    const ids = { client_id: given, site_id: site, user_id: user, parent_id: parent };
    const present = Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined));
    return {
      fields: { ...fields, ...present, ...(assetIds && { assets: assetIds.map((id) => ({ id })) }) },
      clientId: client,
    };
  };
}

/** HaloPSA would take a client of its own choice. */
function noClient(cap: ClientCap): never {
  throw cap.refusal('The ticket names no client, and the organization may not leave the choice to HaloPSA.', [
    { field: 'client_id', expected: 'the id of an allowed client', received: 'nothing' },
  ]);
}
