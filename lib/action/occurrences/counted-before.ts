import type { ActionContext } from '../define-action.ts';
import { appendOccurrence } from './append-occurrence.ts';
import { isCounted } from './count-occurrence.ts';
import { readKnownTicket } from './known-ticket.ts';
import { counterKey, type Occurrence, type Slot } from './slot.ts';

/**
 * Where an earlier delivery of this message was counted on the ticket before the slot's, which has got a successor meanwhile: that
 * occurrence, which belongs there still. Undefined: it was not, or that ticket is gone.
 */
export async function countedBefore(context: ActionContext, slot: Slot): Promise<Occurrence | undefined> {
  if (slot.previousId === 0) return undefined;
  const previous: Slot = { ...slot, ticketId: slot.previousId };
  const counter = await context.store.get(counterKey(previous));
  if (!isCounted(context, counter)) return undefined;
  const ticket = await readKnownTicket(context, previous, Number(counter?.count));
  return ticket && appendOccurrence(context, previous, ticket, false);
}
