import { SETTLING_MS } from '../../../ledger/settling.ts';
import type { ActionContext } from '../../define-action.ts';
import type { Slot } from './slot.ts';

/** Does `work` for a slot that is this message's, and gives the slot back where it fails. */
export async function holding<T>(context: ActionContext, slot: Slot, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await releaseSlot(context, slot);
    throw thrown;
  }
}

/** Gives back a slot for which certainly no ticket was created. Where that fails, it runs out by itself. */
export async function releaseSlot({ store }: ActionContext, slot: Slot): Promise<void> {
  const isEmpty = slot.previousId === 0 && slot.lost === '';
  const released = isEmpty
    ? store.remove(slot.pk, slot.owner)
    : store.replace({ ...slot, reference: '', untilMs: 0 }, slot.owner);
  await released.catch(() => false);
}

/** Leaves a slot whose ticket may have been created to the next message, which looks for it once it can be seen. */
export async function leaveSlot({ store, clock }: ActionContext, slot: Slot): Promise<void> {
  await store.replace({ ...slot, untilMs: clock.nowMs() + SETTLING_MS }, slot.owner).catch(() => false);
}
