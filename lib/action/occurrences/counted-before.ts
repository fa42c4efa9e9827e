import type { HaloRecord } from '../../halopsa/api.ts';
import type { Item } from '../../ledger/item-store.ts';
import type { ActionContext } from '../define-action.ts';
import { isCounted } from './count-occurrence.ts';
import { readKnownTicket } from './known-ticket.ts';
import { predecessorsOf } from './predecessors.ts';
import { counterKey, type Slot } from './slots/slot.ts';

/** A ticket of the key as it was while it was the slot's. */
export interface EarlierTicket {
  slot: Slot;
  ticket: HaloRecord;
  isUnseen?: boolean;
}

/**
 * Where an earlier delivery of this message was counted on a ticket before the slot's: what got a successor meanwhile still has it.
 * Undefined: it was not. A ticket that HaloPSA doesn't show is shown by its number.
 * @param counter of the slot's ticket, if that has one
 */
export async function countedBefore(
  context: ActionContext,
  slot: Slot,
  counter: Item | undefined,
): Promise<EarlierTicket | undefined> {
  const earlier = predecessorsOf(context, slot, counter).map((ticketId): Slot => ({ ...slot, ticketId }));
  const counters = await Promise.all(earlier.map((one) => context.store.get(counterKey(one))));
  const index = counters.findIndex((one) => isCounted(context, one));
  const found = earlier[index];
  if (found === undefined) return undefined;
  const ticket = await readKnownTicket(context, found, Number(counters[index]?.count));
  return ticket === undefined
    ? { slot: found, ticket: { id: found.ticketId }, isUnseen: true }
    : { slot: found, ticket };
}
