import { ExtensionError } from '../../../errors.ts';
import type { HaloFields, HaloRecord } from '../../../halopsa/api.ts';
import type { Counter } from '../../../ledger/item-store.ts';
import type { ActionContext } from '../../define-action.ts';
import { writePrivateNote } from '../../private-note.ts';
import type { OccurrenceContext } from '../work.ts';
import { isOccurrenceNote, occurrenceNote } from './note-text.ts';
import { type Noted, planNote } from './plan-note.ts';

/** Brings a count onto a ticket as a private note, and returns what is known of its notes then. */
export async function writeNote(
  { halo, config, clock, sighting, warn }: OccurrenceContext,
  ticketId: number,
  noted: Noted,
  counter: Counter,
): Promise<Noted> {
  const nowMs = clock.nowMs();
  const plan = planNote(noted, nowMs);
  if (plan.kind === 'none') return noted;
  const text = occurrenceNote(counter, sighting);
  const write = (call: (fields: HaloFields) => Promise<HaloRecord>) => writePrivateNote({ config, warn }, text, call);
  const edited =
    plan.kind === 'edit'
      ? await write((fields) => halo.ticketActions.edit(ticketId, plan.noteId, fields)).catch(whenNotFound)
      : undefined;
  if (edited === undefined) {
    const { id } = await write((fields) => halo.ticketActions.add(ticketId, fields));
    return { noteId: id, addedAtMs: nowMs, writtenAtMs: nowMs };
  }
  // A HaloPSA that made another note of it is not asked to edit again before the next note's time.
  return edited.id === noted.noteId
    ? { ...noted, writtenAtMs: nowMs }
    : { noteId: 0, addedAtMs: nowMs, writtenAtMs: nowMs };
}

/**
 * What the ticket says of its notes, after a write whose outcome nobody knows: the newest one there is the last. One that wasn't known
 * of counts as new, so that its minute is not shortened.
 */
export async function findNoted(
  { halo, clock }: ActionContext,
  ticketId: number,
  noted: Noted,
  counter: Counter,
): Promise<Noted> {
  const entries = await halo.ticketActions.list(ticketId);
  const ids = entries.filter((entry) => isOccurrenceNote(entry, counter)).map(({ id }) => id);
  const noteId = Math.max(0, ...ids);
  return noteId === 0 || noteId === noted.noteId ? noted : { ...noted, noteId, addedAtMs: clock.nowMs() };
}

/** Somebody has deleted the note. */
function whenNotFound(thrown: unknown): HaloRecord | undefined {
  if (thrown instanceof ExtensionError && thrown.code === 'not_found' && !thrown.leavesDoubt) return undefined;
  throw thrown;
}
