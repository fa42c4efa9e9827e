import type { Family, FamilyTicket } from './family.ts';
import type { Violation } from './judge.ts';

const MINUTE_MS = 60_000;
/** Clocks of processes differ a little, and a note takes its time. */
const TOLERANCE_MS = 1_000;

/** In the end the last note says how many messages were put onto the ticket; and no two notes came within a minute. */
export function judgeNotes({ answered, tickets }: Family): Violation[] {
  // HaloPSA has refused a note for good, and the answer says so.
  const isExcused = answered.some(({ data }) => JSON.stringify(data).includes('not noted on the ticket'));
  return tickets.flatMap((ticket) => [
    ...(isExcused || ticket.isDeleted ? [] : judgeCount(ticket, answered)),
    ...judgePauses(ticket),
  ]);
}

function judgeCount({ id, notes }: FamilyTicket, answered: Family['answered']): Violation[] {
  const expected = answered.filter(({ ticketId }) => ticketId === id).length;
  // Who came first, and alone, is not noted.
  const shown = notes.at(-1)?.count ?? Math.min(1, expected);
  return shown === expected
    ? []
    : [{ rule: 'wrong_count', detail: `ticket ${id} says ${shown}, of ${expected} that were answered so` }];
}

function judgePauses({ id, notes }: FamilyTicket): Violation[] {
  const isTooSoon = notes.some(({ atMs }, i) => i > 0 && atMs - (notes[i - 1]?.atMs ?? 0) < MINUTE_MS - TOLERANCE_MS);
  return isTooSoon ? [{ rule: 'two_notes_a_minute', detail: `ticket ${id}: ${notes.map(({ atMs }) => atMs)}` }] : [];
}
