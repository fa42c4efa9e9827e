import type { Toggles } from '../../toggles.ts';
import type { Outcome, State, TicketAction } from '../../types.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';
import { htmlToText, textToHtml } from '../../wire/text.ts';
import type { PostedAction } from './fields.ts';

/** The outcome that was named; HaloPSA words an unknown one like a missing one. Throws HaloFailure. */
export function resolveOutcome({ outcomes }: State, posted: Pick<PostedAction, 'outcome' | 'outcome_id'>): Outcome {
  const name = posted.outcome?.trim().toLowerCase();
  const outcome = outcomes.find((known) => known.name.toLowerCase() === name || known.id === posted.outcome_id);
  if (!outcome) throw new HaloFailure(400, 'An Outcome must be entered for this Action');
  if (!outcome.available) throw new HaloFailure(400, 'You do not have access to this Action at the moment');
  return outcome;
}

/** Text and HTML of the note as stored, each derived from the other where only one was posted; nothing where neither was. */
export function noteOf(
  { note, note_html }: Pick<PostedAction, 'note' | 'note_html'>,
  { textSuffix, noteBesideHtml }: Toggles,
): Pick<TicketAction, 'note' | 'note_html'> {
  if (note_html !== undefined) {
    const kept = noteBesideHtml === 'sent' ? note : undefined;
    return { note: kept ?? htmlToText(note_html), note_html };
  }
  return note === undefined ? {} : { note: note + textSuffix, note_html: textToHtml(note + textSuffix) };
}
