import type { HaloFields } from '../../halopsa/api.ts';
import { previewOccurrence } from './preview-occurrence.ts';
import { intoOwnSlot } from './slots/into-own-slot.ts';
import { ontoHeldSlot } from './slots/onto-held-slot.ts';
import { type Occurrence, slotKey } from './slots/slot.ts';
import { takeSlot } from './slots/take-slot.ts';
import { AGAIN, type OccurrenceContext, type Opening } from './work.ts';

const ANY_NUMBER: Opening = { mayOpen: async () => true, notOpened: async () => {} };

/**
 * Puts an occurrence of `dedupKey` onto its client's ticket: the open one, or by the org's policy a new one. Safe to run again for the same
 * message at any step: it counts once, and a ticket that was opened is found by its reference before another is.
 * @param fields the ticket, should one have to be opened
 * @param opening where it lets none be opened, the result is undefined
 * @throws ExtensionError; a look-up of the known ticket that fails is thrown, and never a reason for a second ticket
 */
export async function recordOccurrence(
  context: OccurrenceContext,
  dedupKey: string,
  fields: HaloFields,
): Promise<Occurrence>;
export async function recordOccurrence(
  context: OccurrenceContext,
  dedupKey: string,
  fields: HaloFields,
  opening: Opening,
): Promise<Occurrence | undefined>;
export async function recordOccurrence(
  context: OccurrenceContext,
  dedupKey: string,
  fields: HaloFields,
  opening: Opening = ANY_NUMBER,
): Promise<Occurrence | undefined> {
  if (context.isDryRun) return previewOccurrence(context, dedupKey, fields, opening.mayOpen);
  const pk = await slotKey(context, dedupKey, fields);
  const work = { context, pk, fields, opening };
  for (;;) {
    const { kind, slot } = await takeSlot(pk, context);
    const occurrence = await (kind === 'mine' ? intoOwnSlot(work, slot) : ontoHeldSlot(work, slot));
    if (occurrence !== AGAIN) return occurrence;
  }
}
