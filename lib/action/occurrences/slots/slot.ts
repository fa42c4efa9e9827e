import { randomUUID } from 'node:crypto';
import type { HaloFields, HaloRecord } from '../../../halopsa/api.ts';
import { toId } from '../../../halopsa/reply-shapes.ts';
import { sha256 } from '../../../ledger/digest.ts';
import type { Item } from '../../../ledger/item-store.ts';
import { SETTLING_MS } from '../../../ledger/settling.ts';
import { ttlFrom } from '../../../ledger/ttl.ts';
import type { ActionContext } from '../../define-action.ts';
import { referenceOf } from '../../run/message-id.ts';

/** Of each, the counter is read where a message may have been counted there. */
const MAX_PREDECESSORS = 10;

/** Where an occurrence ended up. */
export interface Occurrence {
  ticket: HaloRecord;
  /** This message opened the ticket. */
  created: boolean;
  /** How often it was seen on this ticket, this time included. */
  count: number;
  /** HaloPSA doesn't show the ticket, so just its number is known. */
  isUnseen?: boolean;
}

/** The place in the table that holds which ticket a key has. */
export interface Slot extends Item {
  /** `opening`: its owner is about to create the ticket that `reference` will be found by. */
  state: 'opening' | 'open';
  /** Of the message that opens the ticket, or has opened it; empty where nobody does. */
  reference: string;
  /** References, comma-separated, of tickets that messages may have created before they died. */
  lost: string;
  /** 0 while there is none. */
  ticketId: number;
  /** The ticket before this one; 0: none. */
  previousId: number;
  /** Comma-separated, newest first: the tickets before that one on which a message that comes again may be counted. */
  earlierIds: string;
}

/** Whether the key had this ticket before, as far as the slot names those. */
export const isPredecessor = ({ previousId, earlierIds }: Slot, ticketId: number): boolean =>
  [previousId, ...earlierIds.split(',').map(Number)].includes(ticketId);

/** Each ticket of a key is counted on its own. */
export const counterKey = (slot: Slot): string => `count#${slot.pk}#${slot.ticketId}`;

/**
 * Of this key at the client that the ticket is to go to: what belongs to one customer never ends up on the ticket of another.
 * @param fields the ticket, should one have to be opened
 */
export const slotKey = async (
  { oid, instance }: ActionContext,
  dedupKey: string,
  fields: HaloFields,
): Promise<string> => `dedup#${oid}#${sha256(JSON.stringify([await instance(), dedupKey, customerIn(fields)]))}`;

/** By the client, or where none is named by what HaloPSA tells it from: a site has one client, and a user one site. */
function customerIn(fields: HaloFields): string {
  const clientId = idIn(fields, 'client_id');
  if (clientId !== undefined) return clientId;
  const place = ['site_id', 'user_id'].find((name) => idIn(fields, name) !== undefined);
  return place === undefined ? '' : `${place} ${idIn(fields, place)}`;
}

/** HaloPSA reads the names in `extra` in any case, and a number also as text. */
function idIn(fields: HaloFields, name: string): string | undefined {
  const value = Object.entries(fields).findLast(([one]) => one.toLowerCase() === name)?.[1];
  return value === undefined || value === null ? undefined : String(toId(value) ?? value);
}

/** By which the ticket that this message opens is found, also where the caller gave no idempotency key. */
export const openerReference = ({ messageId }: Pick<ActionContext, 'messageId'>): string => referenceOf(messageId);

/**
 * A slot that this message takes in order to open a ticket.
 * @param before the key's tickets before it that a message may have been counted on, newest first
 */
export function openingSlot(pk: string, context: ActionContext, before: readonly number[]): Slot {
  const { clock, deadlineAtMs } = context;
  const [previousId = 0, ...earlierIds] = before.slice(0, MAX_PREDECESSORS);
  return {
    pk,
    owner: randomUUID(),
    state: 'opening',
    reference: openerReference(context),
    lost: '',
    ticketId: 0,
    previousId,
    earlierIds: earlierIds.join(','),
    untilMs: deadlineAtMs + SETTLING_MS,
    ttl: ttlFrom(clock.nowMs()),
  };
}
