import { ExtensionError } from '../../../errors.ts';
import type { HaloFields, HaloRecord } from '../../../halopsa/api.ts';
import type { ActionContext } from '../../define-action.ts';
import { findByReference } from '../../references/find-by-reference.ts';
import { holding } from './release-slot.ts';
import { isPredecessor, type Slot } from './slot.ts';

/**
 * Looks for a ticket that somebody may have created before losing sight of it, and makes it the one of the slot's key: with it the
 * message then goes on as with any that is known.
 * @param fields the ticket that this message would open: those of a key are called alike
 * @returns false: there is none, nor will there be
 * @throws ExtensionError where that can't be found out
 */
export const adoptLost = (context: ActionContext, slot: Slot, { summary }: HaloFields): Promise<boolean> =>
  holding(context, slot, async () => {
    for (const reference of slot.lost.split(',').filter(Boolean)) {
      const ticket = await findByReference(context.halo, reference, summary).catch(unknownStill);
      if (ticket !== undefined && !isPredecessor(slot, ticket.id)) return adopt(context, slot, ticket, reference);
    }
    return false;
  });

/** That somebody else's ticket can't be looked for is no refusal of this message: it is to come again. */
function unknownStill(thrown: unknown): never {
  const cause = ExtensionError.from(thrown);
  if (cause.retriable) throw cause;
  throw new ExtensionError(
    'outcome_unknown',
    `Whether an earlier message opened the ticket could not be found out: ${cause.message}`,
    { hint: cause.hint, cause },
  );
}

async function adopt({ store, note }: ActionContext, slot: Slot, { id }: HaloRecord, reference: string): Promise<true> {
  note({ reconciled: true });
  await store.replace({ ...slot, state: 'open', ticketId: id, reference, lost: '', untilMs: 0 }, slot.owner);
  return true;
}
