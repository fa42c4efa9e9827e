import { ExtensionError } from '../../errors.ts';

/**
 * A failure that also tells what was noteworthy about its input: what HaloPSA misses may be there, under a wrong name. One that is
 * retriable stays as it is, since the same input can succeed then, and its result carries the notes.
 * @param notes whole sentences
 */
export function withNotes(thrown: unknown, notes: readonly string[]): unknown {
  if (!(thrown instanceof ExtensionError) || thrown.retriable || notes.length === 0) return thrown;
  return thrown.reworded({ hint: [...notes, thrown.hint].filter(Boolean).join(' ') });
}
