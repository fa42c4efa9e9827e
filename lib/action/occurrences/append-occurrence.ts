import type { HaloRecord } from '../../halopsa/api.ts';
import { countOnce } from './count-occurrence.ts';
import { noteOccurrences } from './notes/note-occurrences.ts';
import { rememberMachine } from './remember-machine.ts';
import { counterKey, type Occurrence, type Slot } from './slots/slot.ts';
import type { OccurrenceContext } from './work.ts';

/** Counts this message on the slot's ticket, and brings the count onto it. */
export async function appendOccurrence(
  context: OccurrenceContext,
  slot: Slot,
  ticket: HaloRecord,
  created: boolean,
): Promise<Occurrence> {
  const key = counterKey(slot);
  const counter = await countOnce(context, key);
  await rememberMachine(context, key, counter);
  await noteOccurrences(context, key, slot.ticketId, counter);
  return { ticket, created, count: counter.count };
}
