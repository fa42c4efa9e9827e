import type { HaloFields } from '../../halopsa/api.ts';
import { namesIn } from '../../ledger/item-store.ts';
import { withReference } from '../references/reference.ts';
import { withPrevious } from '../references/with-paragraph.ts';
import { decideOccurrence } from './decide.ts';
import { readKnownTicket, reopenTicket } from './known-ticket.ts';
import { type NoteTurn, turnKey } from './notes/note-turn.ts';
import { writeNote } from './notes/write-note.ts';
import { counterKey, type Occurrence, type Slot, slotKey } from './slots/slot.ts';
import type { OccurrenceContext } from './work.ts';

/** For a dry run: plans what `recordOccurrence` would send, and takes and counts nothing. */
export async function previewOccurrence(
  context: OccurrenceContext,
  dedupKey: string,
  fields: HaloFields,
  mayOpen: () => Promise<boolean>,
): Promise<Occurrence | undefined> {
  const { halo, store, clock, config, reference } = context;
  const slot = (await store.get(await slotKey(context, dedupKey, fields))) as Slot | undefined;
  const known = slot?.state === 'open' ? slot : undefined;
  const ticket = known && (await readKnownTicket(context, known, 0));
  const counter = known && (await store.get(counterKey(known)));
  const nowMs = clock.nowMs();
  const decision = decideOccurrence({ ticket, lastSeenAtMs: Number(counter?.lastAtMs ?? nowMs), nowMs }, config);
  if (known === undefined || ticket === undefined || decision === 'new') {
    if (!(await mayOpen())) return undefined;
    const named = withPrevious(fields, known?.ticketId ?? slot?.previousId ?? 0);
    return { ticket: await halo.tickets.create(withReference(named, reference)), created: true, count: 1 };
  }
  const current = decision === 'reopen' ? await reopenTicket(context, known, ticket) : ticket;
  const count = Number(counter?.count ?? 0) + 1;
  const names = namesIn(Object.keys(counter ?? {}));
  const seen = { count, firstAtMs: Number(counter?.firstAtMs ?? nowMs), lastAtMs: nowMs, names };
  const turn = (await store.get(turnKey(counterKey(known)))) as NoteTurn | undefined;
  const noted = { noteId: 0, addedAtMs: 0, writtenAtMs: 0, ...turn };
  if (count > 1) await writeNote(context, ticket.id, noted, seen);
  return { ticket: current, created: false, count };
}
