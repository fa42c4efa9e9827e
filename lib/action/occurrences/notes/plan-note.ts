/** At most one new note in this time; in between the last one is kept up to date. */
const NOTE_INTERVAL_MS = 60_000;
/** From here on it is a storm, in which HaloPSA is spared. */
export const STORM_COUNT = 100;
const STORM_PAUSE_MS = 5_000;

/** What is known of the notes on a ticket. Times in epoch milliseconds; 0: never. */
export interface Noted {
  /** The last note's id within the ticket; 0: none, or none that can be edited. */
  noteId: number;
  addedAtMs: number;
  writtenAtMs: number;
}

export type NotePlan = { kind: 'add' } | { kind: 'edit'; noteId: number } | { kind: 'none' };

/** How the count gets onto the ticket now. Pure. */
export function planNote({ noteId, addedAtMs }: Noted, nowMs: number): NotePlan {
  if (nowMs - addedAtMs >= NOTE_INTERVAL_MS) return { kind: 'add' };
  return noteId > 0 ? { kind: 'edit', noteId } : { kind: 'none' };
}

/** How long the one who writes waits before it does, so that a storm's repeats go into few writes. */
export const pauseBeforeNoteMs = (count: number, { writtenAtMs }: Noted, nowMs: number): number =>
  count < STORM_COUNT ? 0 : Math.max(0, writtenAtMs + STORM_PAUSE_MS - nowMs);
