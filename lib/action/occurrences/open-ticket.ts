import { ExtensionError } from '../../errors.ts';
import type { HaloFields, HaloRecord } from '../../halopsa/api.ts';
import type { ActionContext } from '../define-action.ts';
import { countOnce } from './count-occurrence.ts';
import { noteOccurrences } from './note-occurrences.ts';
import { findByReference, withReference } from './reference.ts';
import { counterKey, leaveSlot, type Occurrence, openerReference, releaseSlot, type Slot } from './slot.ts';
import { withPrevious } from './with-paragraph.ts';

/** A ticket, and the reference by which it is found. */
interface Opened {
  ticket: HaloRecord;
  reference: string;
}

/** Creates the ticket for a slot that is this message's, unless one that was lost sight of turns up. */
export async function openTicket(context: ActionContext, slot: Slot, fields: HaloFields): Promise<Occurrence> {
  const { ticket, reference } = (await findLost(context, slot)) ?? (await create(context, slot, fields));
  const open: Slot = { ...slot, state: 'open', ticketId: ticket.id, reference, lost: '', untilMs: 0 };
  await context.store.replace(open, slot.owner);
  const counter = await countOnce(context, counterKey(open));
  await noteOccurrences(context, counterKey(open), open.ticketId, counter);
  return { ticket, created: reference === openerReference(context), count: counter.count };
}

async function findLost(context: ActionContext, slot: Slot): Promise<Opened | undefined> {
  try {
    for (const reference of slot.lost.split(',').filter(Boolean)) {
      const ticket = await findByReference(context.halo, reference);
      if (ticket !== undefined) return { ticket, reference };
    }
    return undefined;
  } catch (thrown) {
    await releaseSlot(context, slot);
    throw thrown;
  }
}

/** Nothing that was lost sight of exists by now, so only this message's own ticket may have to be looked for after it. */
async function create(context: ActionContext, { lost: _, ...rest }: Slot, fields: HaloFields): Promise<Opened> {
  const slot = { ...rest, lost: '' } as Slot;
  const { reference, previousId } = slot;
  const body = withReference(withPrevious(fields, previousId), reference);
  try {
    return { ticket: await context.halo.tickets.create(body), reference };
  } catch (thrown) {
    const isDoubtful = thrown instanceof ExtensionError && thrown.code === 'outcome_unknown';
    if (!isDoubtful) await releaseSlot(context, slot);
    // A creation that broke off may have happened all the same: a look now spares the caller a redelivery.
    const ticket = isDoubtful ? await findByReference(context.halo, reference).catch(() => undefined) : undefined;
    if (ticket !== undefined) return { ticket, reference };
    if (isDoubtful) await leaveSlot(context, slot);
    throw thrown;
  }
}
