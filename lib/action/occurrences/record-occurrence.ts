import type { HaloFields } from '../../halopsa/api.ts';
import type { ActionContext } from '../define-action.ts';
import { adoptLost } from './adopt-lost.ts';
import { appendOccurrence } from './append-occurrence.ts';
import { isCounted } from './count-occurrence.ts';
import { countedBefore, type Place } from './counted-before.ts';
import { decideOccurrence, isClosed, lacksReopenStatus } from './decide.ts';
import { readKnownTicket, reopenTicket } from './known-ticket.ts';
import { countReplaced, mayReplace } from './may-replace.ts';
import { openTicket } from './open-ticket.ts';
import { isSettled, predecessorsOf } from './predecessors.ts';
import { previewOccurrence } from './preview-occurrence.ts';
import { renewSlot } from './renew-slot.ts';
import {
  counterKey,
  holding,
  type Occurrence,
  openerReference,
  openingSlot,
  releaseSlot,
  slotKey,
  takeSlot,
} from './slot.ts';

/**
 * Puts an occurrence of `dedupKey` onto its client's ticket: the open one, or by the org's policy a new one. Safe to run again for the same
 * message at any step: it counts once, and a ticket that was opened is found by its reference before another is.
 * @param fields the ticket, should one have to be opened
 * @param mayOpen asked before one is; where it says no, nothing is counted and the result is undefined
 * @throws ExtensionError; a look-up of the known ticket that fails is thrown, and never a reason for a second ticket
 */
export async function recordOccurrence(
  context: ActionContext,
  dedupKey: string,
  fields: HaloFields,
): Promise<Occurrence>;
export async function recordOccurrence(
  context: ActionContext,
  dedupKey: string,
  fields: HaloFields,
  mayOpen: () => Promise<boolean>,
): Promise<Occurrence | undefined>;
export async function recordOccurrence(
  context: ActionContext,
  dedupKey: string,
  fields: HaloFields,
  mayOpen: () => Promise<boolean> = async () => true,
): Promise<Occurrence | undefined> {
  if (context.isDryRun) return previewOccurrence(context, dedupKey, fields, mayOpen);
  const { store, clock, config, warn } = context;
  const pk = await slotKey(context, dedupKey, fields);
  for (;;) {
    const { kind, slot } = await takeSlot(pk, context);
    if (kind === 'mine') {
      if (await adoptLost(context, slot)) continue;
      // Nothing that was lost sight of exists by now, so only this message's own ticket may have to be looked for after it.
      const free = { ...slot, lost: '' };
      const earlier = await holding(context, free, () => countedBefore(context, free, undefined));
      if (earlier === undefined && (await mayOpen())) return openTicket(context, free, fields);
      await releaseSlot(context, free);
      return earlier && appendEarlier(context, earlier);
    }
    const before = await store.get(counterKey(slot));
    const isOpener = slot.reference === openerReference(context) && !isSettled(context, before);
    // What an earlier delivery opened, or counted, belongs there, whatever has become of the ticket meanwhile.
    const isDecided = isOpener || isCounted(context, before);
    const earlier = isDecided ? undefined : await countedBefore(context, slot, before);
    if (earlier !== undefined) return appendEarlier(context, earlier);
    const ticket = await readKnownTicket(context, slot, Number(before?.count ?? 0));
    if (ticket === undefined && (isDecided || !(await mayReplace(context, pk, slot.ticketId)))) {
      // Another message may have replaced it meanwhile.
      if (!isDecided && (await store.get(pk))?.owner !== slot.owner) continue;
      return { ...(await appendOccurrence(context, slot, { id: slot.ticketId }, isOpener)), isUnseen: true };
    }
    const lastSeenAtMs = Number(before?.lastAtMs ?? clock.nowMs());
    const decision = isDecided ? 'append' : decideOccurrence({ ticket, lastSeenAtMs, nowMs: clock.nowMs() }, config);
    if (ticket !== undefined && isClosed(ticket) && lacksReopenStatus(config)) warn(NOT_REOPENED);
    if (decision === 'new' || ticket === undefined) {
      if (!(await mayOpen())) return undefined;
      const next = openingSlot(pk, context, [slot.ticketId, ...predecessorsOf(context, slot, before)]);
      if (await store.replace(next, slot.owner)) {
        if (ticket === undefined) await countReplaced(context, pk).catch(() => 0);
        return openTicket(context, next, fields);
      }
      continue;
    }
    const current = decision === 'reopen' ? await reopenTicket(context, slot, ticket) : ticket;
    await renewSlot(context, slot);
    return appendOccurrence(context, slot, current, isOpener);
  }
}

const appendEarlier = async (context: ActionContext, { slot, ticket, isUnseen }: Place): Promise<Occurrence> => ({
  ...(await appendOccurrence(context, slot, ticket, false)),
  ...(isUnseen && { isUnseen }),
});

const NOT_REOPENED = 'The ticket was not reopened: the configuration says `reopen`, but no `reopen_status_id`.';
