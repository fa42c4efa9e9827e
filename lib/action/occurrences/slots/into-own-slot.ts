import { appendEarlier } from '../append-earlier.ts';
import { countedBefore } from '../counted-before.ts';
import { openTicket } from '../open-ticket.ts';
import { AGAIN, type OccurrenceWork } from '../work.ts';
import { adoptLost } from './adopt-lost.ts';
import { holding, releaseSlot } from './release-slot.ts';
import type { Occurrence, Slot } from './slot.ts';

/** The key has no ticket, and this message is the one to open it. Undefined: it may not. */
export async function intoOwnSlot(
  { context, fields, opening }: OccurrenceWork,
  slot: Slot,
): Promise<Occurrence | undefined | typeof AGAIN> {
  if (await adoptLost(context, slot, fields)) return AGAIN;
  // Nothing that was lost sight of exists by now, so only this message's own ticket may have to be looked for after it.
  const free = { ...slot, lost: '' };
  const earlier = await holding(context, free, () => countedBefore(context, free, undefined));
  if (earlier === undefined && (await opening.mayOpen())) return openTicket(context, free, fields, opening);
  await releaseSlot(context, free);
  return earlier && appendEarlier(context, earlier);
}
