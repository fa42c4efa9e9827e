import type { Item } from '../../ledger/item-store.ts';
import type { ActionContext } from '../define-action.ts';
import type { Slot } from './slots/slot.ts';

/**
 * The key's tickets before the slot's on which a message that comes again may have been counted, newest first. None once the slot's own
 * ticket has been counted on for as long as a message is known by its key: what was counted before it is over.
 * @param counter of the slot's ticket; undefined: it was not counted on yet
 */
export function predecessorsOf(
  context: Pick<ActionContext, 'clock' | 'retentionMs'>,
  { previousId, earlierIds }: Slot,
  counter: Item | undefined,
): number[] {
  return isPastRetention(context, counter)
    ? []
    : [previousId, ...earlierIds.split(',').map(Number)].filter((id) => id > 0);
}

/** Whether the ticket was first counted on so long ago that a message of then is a new one by now. */
export const isPastRetention = (
  { clock, retentionMs }: Pick<ActionContext, 'clock' | 'retentionMs'>,
  counter: Item | undefined,
): boolean => counter !== undefined && clock.nowMs() - Number(counter.firstAtMs) > retentionMs;
