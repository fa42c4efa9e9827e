import { ExtensionError } from '../../errors.ts';
import type { HaloFields, HaloRecord } from '../../halopsa/api.ts';
import { refusedInDoubt } from '../../ledger/refused-in-doubt.ts';
import type { ActionContext } from '../define-action.ts';
import { notTakenOver } from '../not-taken-over.ts';
import { findByReference } from '../references/find-by-reference.ts';
import { withReference } from '../references/reference.ts';
import { withPrevious } from '../references/with-paragraph.ts';
import { appendOccurrence } from './append-occurrence.ts';
import { leaveSlot, releaseSlot } from './slots/release-slot.ts';
import { isPredecessor, type Occurrence, type Slot } from './slots/slot.ts';
import type { OccurrenceContext, Opening } from './work.ts';

/** Creates the ticket for a slot that is this message's. */
export async function openTicket(
  context: OccurrenceContext,
  slot: Slot,
  fields: HaloFields,
  { notOpened }: Opening,
): Promise<Occurrence> {
  const ticket = await create(context, slot, fields, notOpened);
  const open: Slot = { ...slot, state: 'open', ticketId: ticket.id, untilMs: 0 };
  await context.store.replace(open, slot.owner);
  return appendOccurrence(context, open, ticket, true);
}

async function create(
  context: ActionContext,
  slot: Slot,
  fields: HaloFields,
  notOpened: Opening['notOpened'],
): Promise<HaloRecord> {
  const { reference, previousId } = slot;
  try {
    const ticket = await context.halo.tickets.create(withReference(withPrevious(fields, previousId), reference));
    notTakenOver(fields, ticket).forEach(context.warn);
    return ticket;
  } catch (thrown) {
    const failure = ExtensionError.from(thrown);
    // A creation that broke off may have happened all the same: a look now spares the caller a redelivery.
    const look = failure.leavesDoubt ? await findOpened(context, slot, fields).catch(ExtensionError.from) : undefined;
    if (look !== undefined && !(look instanceof ExtensionError)) {
      context.note({ reconciled: true });
      return look;
    }
    const open = look && refusedInDoubt(failure, look);
    const isFinal = !failure.leavesDoubt || (look !== undefined && open === undefined && !failure.retriable);
    await (isFinal ? releaseSlot(context, slot) : leaveSlot(context, slot));
    // What comes again needs its place again.
    if (isFinal && !failure.retriable) await notOpened().catch(() => {});
    throw open ?? thrown;
  }
}

/** A key that was used before has its reference on a ticket of then. */
async function findOpened(
  { halo }: ActionContext,
  slot: Slot,
  { summary }: HaloFields,
): Promise<HaloRecord | undefined> {
  const found = await findByReference(halo, slot.reference, summary);
  return found && isPredecessor(slot, found.id) ? undefined : found;
}
