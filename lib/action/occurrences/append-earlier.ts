import { appendOccurrence } from './append-occurrence.ts';
import type { EarlierTicket } from './counted-before.ts';
import type { Occurrence } from './slots/slot.ts';
import type { OccurrenceContext } from './work.ts';

/** Onto the ticket on which an earlier delivery of this message was counted. */
export const appendEarlier = async (
  context: OccurrenceContext,
  { slot, ticket, isUnseen }: EarlierTicket,
): Promise<Occurrence> => ({
  ...(await appendOccurrence(context, slot, ticket, false)),
  ...(isUnseen && { isUnseen }),
});
