import { appendEarlier } from '../append-earlier.ts';
import { appendOccurrence } from '../append-occurrence.ts';
import { isCounted } from '../count-occurrence.ts';
import { countedBefore } from '../counted-before.ts';
import { decideOccurrence, isClosed, lacksReopenStatus } from '../decide.ts';
import { readKnownTicket, reopenTicket } from '../known-ticket.ts';
import { countReplaced, mayReplace } from '../may-replace.ts';
import { openTicket } from '../open-ticket.ts';
import { isPastRetention, predecessorsOf } from '../predecessors.ts';
import { AGAIN, type OccurrenceWork } from '../work.ts';
import { renewSlot } from './renew-slot.ts';
import { counterKey, type Occurrence, openerReference, openingSlot, type Slot } from './slot.ts';

/** The key has a ticket: onto that, or onto the one that follows it. Undefined: it may not open one. */
export async function ontoHeldSlot(work: OccurrenceWork, slot: Slot): Promise<Occurrence | undefined | typeof AGAIN> {
  const { context, pk } = work;
  const { store, clock, config, warn } = context;
  const before = await store.get(counterKey(slot));
  const isOpener = slot.reference === openerReference(context) && !isPastRetention(context, before);
  // What an earlier delivery opened, or counted, belongs there, whatever has become of the ticket meanwhile.
  const isDecided = isOpener || isCounted(context, before);
  const earlier = isDecided ? undefined : await countedBefore(context, slot, before);
  if (earlier !== undefined) return appendEarlier(context, earlier);
  const ticket = await readKnownTicket(context, slot, Number(before?.count ?? 0));
  if (ticket === undefined && (isDecided || !(await mayReplace(context, pk, slot.ticketId)))) {
    // Another message may have replaced it meanwhile.
    if (!isDecided && (await store.get(pk))?.owner !== slot.owner) return AGAIN;
    return { ...(await appendOccurrence(context, slot, { id: slot.ticketId }, isOpener)), isUnseen: true };
  }
  const lastSeenAtMs = Number(before?.lastAtMs ?? clock.nowMs());
  const decision = isDecided ? 'append' : decideOccurrence({ ticket, lastSeenAtMs, nowMs: clock.nowMs() }, config);
  if (ticket !== undefined && isClosed(ticket) && lacksReopenStatus(config, ticket)) warn(NOT_REOPENED);
  const current = ticket && decision === 'reopen' ? await reopenTicket(context, slot, ticket) : ticket;
  const staysClosed = decision === 'reopen' && current !== undefined && isClosed(current);
  if (decision === 'new' || current === undefined || staysClosed) {
    const tickets = [slot.ticketId, ...predecessorsOf(context, slot, before)];
    return openSuccessor(work, slot.owner, { tickets, isUnseen: ticket === undefined });
  }
  await renewSlot(context, slot);
  return appendOccurrence(context, slot, current, isOpener);
}

/** @param tickets that the key had, newest first; `isUnseen`: HaloPSA doesn't show the newest */
async function openSuccessor(
  { context, pk, fields, opening }: OccurrenceWork,
  owner: string,
  { tickets, isUnseen }: { tickets: number[]; isUnseen: boolean },
): Promise<Occurrence | undefined | typeof AGAIN> {
  if (!(await opening.mayOpen())) return undefined;
  const next = openingSlot(pk, context, tickets);
  if (!(await context.store.replace(next, owner))) return AGAIN;
  if (isUnseen) await countReplaced(context, pk).catch(() => 0);
  return openTicket(context, next, fields, opening);
}

const NOT_REOPENED =
  'The ticket was not reopened: the configuration says `reopen`, but no `reopen_status_id` in which it would be open.';
