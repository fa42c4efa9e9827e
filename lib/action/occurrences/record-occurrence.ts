import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloFields, HaloRecord } from '../../halopsa/api.ts';
import { type Counter, markAttribute } from '../../ledger/item-store.ts';
import type { ActionContext } from '../define-action.ts';
import { decideOccurrence, isClosed } from './decide.ts';
import { noteOccurrences } from './note-occurrences.ts';
import { STORM_COUNT } from './plan-note.ts';
import { previewOccurrence } from './preview-occurrence.ts';
import { findByReference, withReference } from './reference.ts';
import { counterKey, type Occurrence, openingSlot, type Slot, slotKey, takeSlot } from './slot.ts';

const COUNTER_TTL_MS = 400 * 24 * 3_600_000;

/**
 * Puts an occurrence of `dedupKey` onto its ticket: the open one, or by the org's policy a new one. Safe to run again for the same
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
  if (context.isDryRun) return previewOccurrence(context, dedupKey, fields);
  const pk = await slotKey(context, dedupKey);
  for (;;) {
    const taken = await takeSlot(pk, context);
    if (taken.kind === 'mine') {
      // What an earlier delivery was allowed to open may have been opened: that is looked for, not decided anew.
      if (taken.slot.lost !== '' || (await mayOpen())) return openTicket(context, taken.slot, fields);
      await context.store.remove(pk, taken.slot.owner);
      return undefined;
    }
    const { slot } = taken;
    const before = await context.store.get(counterKey(slot));
    const ticket = await readTicket(context, slot, Number(before?.count ?? 0));
    const lastSeenAtMs = Number(before?.lastAtMs ?? context.clock.nowMs());
    // Counted there by an earlier delivery: it belongs there, whatever has become of the ticket meanwhile.
    const isCounted = before?.[markAttribute(markOf(context))] !== undefined;
    const decision = isCounted
      ? 'append'
      : decideOccurrence({ ticket, lastSeenAtMs, nowMs: context.clock.nowMs() }, context.config);
    if (decision === 'new' || ticket === undefined) {
      if (!(await mayOpen())) return undefined;
      const next = openingSlot(pk, context, slot.ticketId);
      if (await context.store.replace(next, slot.owner)) return openTicket(context, next, fields);
      continue;
    }
    const current = decision === 'reopen' ? await reopen(context, ticket) : ticket;
    const counter = await count(context, slot);
    await noteOccurrences(context, counterKey(slot), slot.ticketId, counter);
    return { ticket: current, created: false, count: counter.count };
  }
}

/** Creates the ticket for a slot that is ours, unless one that was lost sight of turns up. */
async function openTicket(context: ActionContext, slot: Slot, fields: HaloFields): Promise<Occurrence> {
  const { ticket, created } = await findOrCreate(context, slot, fields);
  const open: Slot = { ...slot, state: 'open', ticketId: ticket.id, lost: '', untilMs: 0 };
  await context.store.replace(open, slot.owner);
  const counter = await count(context, open);
  if (counter.count > 1) await noteOccurrences(context, counterKey(open), open.ticketId, counter);
  return { ticket, created, count: counter.count };
}

async function findOrCreate(
  { halo, store }: ActionContext,
  slot: Slot,
  fields: HaloFields,
): Promise<{ ticket: HaloRecord; created: boolean }> {
  try {
    for (const reference of slot.lost.split(',').filter(Boolean)) {
      const found = await findByReference(halo, reference);
      if (found !== undefined) return { ticket: found, created: reference === slot.reference };
    }
    const body =
      slot.previousId === 0 ? fields : withLine(fields, `Previous ticket for the same problem: #${slot.previousId}`);
    return { ticket: await createOrFind(halo, withReference(body, slot.reference), slot.reference), created: true };
  } catch (thrown) {
    // The next message need not wait for this one's lease; it begins by looking for what this one may have created.
    await store.replace({ ...slot, untilMs: 0 }, slot.owner);
    throw thrown;
  }
}

/** A creation that broke off may have happened all the same: a look now spares the caller a redelivery. */
async function createOrFind(halo: HaloApi, fields: HaloFields, reference: string): Promise<HaloRecord> {
  try {
    return await halo.tickets.create(fields);
  } catch (thrown) {
    const isOpen = thrown instanceof ExtensionError && thrown.code === 'outcome_unknown';
    const found = isOpen ? await findByReference(halo, reference).catch(() => undefined) : undefined;
    if (found === undefined) throw thrown;
    return found;
  }
}

function withLine(fields: HaloFields, line: string): HaloFields {
  const details = typeof fields.details === 'string' && fields.details !== '' ? `${fields.details}\n\n${line}` : line;
  return { ...fields, details };
}

/** Undefined: HaloPSA has it no longer. */
async function readTicket(
  { halo, recentTickets }: ActionContext,
  slot: Slot,
  count: number,
): Promise<HaloRecord | undefined> {
  const recent = count >= STORM_COUNT ? recentTickets.get(counterKey(slot)) : undefined;
  if (recent !== undefined) return recent;
  try {
    const ticket = await halo.tickets.get(slot.ticketId);
    recentTickets.put(counterKey(slot), ticket);
    return ticket;
  } catch (thrown) {
    if (thrown instanceof ExtensionError && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
}

async function reopen({ halo, config, warn }: ActionContext, ticket: HaloRecord): Promise<HaloRecord> {
  if (!isClosed(ticket)) return ticket;
  if (config.reopen_status_id !== undefined)
    return halo.tickets.update(ticket.id, { status_id: config.reopen_status_id });
  warn('The ticket was not reopened: the configuration says `reopen`, but no `reopen_status_id`.');
  return ticket;
}

async function count({ store, clock, messageId, afterwards }: ActionContext, slot: Slot): Promise<Counter> {
  const pk = counterKey(slot);
  const mark = markOf({ messageId });
  const nowMs = clock.nowMs();
  // Once the answer is recorded a redelivery gets that, and is not counted in any case.
  afterwards(() => store.unmark(pk, mark));
  return store.count({ pk, mark, nowMs, ttl: Math.ceil((nowMs + COUNTER_TTL_MS) / 1000) });
}

const markOf = ({ messageId }: Pick<ActionContext, 'messageId'>): string => messageId.slice(0, 24);
