import { type ErrorCode, ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloRecord } from '../../halopsa/api.ts';
import type { ActionContext } from '../define-action.ts';
import { isClosed } from './decide.ts';
import { STORM_COUNT } from './notes/plan-note.ts';
import { counterKey, type Slot } from './slots/slot.ts';

/**
 * The ticket of a slot; undefined: HaloPSA has it no longer, hides it from the API's agent, or it was moved to a client beyond the org's.
 * @param count how often it was seen: in a storm, what was read seconds ago is believed
 * @throws ExtensionError where it can't be read: then nothing is known
 */
export async function readKnownTicket(
  { halo, recentTickets, warn }: ActionContext,
  slot: Slot,
  count: number,
): Promise<HaloRecord | undefined> {
  const recent = count >= STORM_COUNT ? recentTickets.get(counterKey(slot)) : undefined;
  if (recent !== undefined) return recent;
  try {
    const ticket = await getTicket(halo, slot.ticketId);
    recentTickets.put(counterKey(slot), ticket);
    return ticket;
  } catch (thrown) {
    const why = GONE[ExtensionError.from(thrown).code];
    if (why === undefined) throw thrown;
    warn(`Ticket ${slot.ticketId}, which held this problem, ${why}.`);
    return undefined;
  }
}

/** What ends a ticket for its key. Every other failure says nothing of it. */
const GONE: Partial<Record<ErrorCode, string>> = {
  client_not_allowed: 'is no longer at a client that the organization may touch',
  not_found: "was deleted, or the API's agent may not see it",
};

/**
 * HaloPSA refuses a ticket that the agent may not see as it refuses a token without rights (QUIRKS.md, "invisible ticket"), and what stands
 * before HaloPSA may say "not found" of its own. The list tells them apart, and a second look tells both from what passes.
 * @throws ExtensionError `not_found` for a hidden one, too
 */
async function getTicket(halo: HaloApi, ticketId: number): Promise<HaloRecord> {
  try {
    return await halo.tickets.get(ticketId);
  } catch (thrown) {
    if (!isRefusal(thrown) && !isNotFound(thrown)) throw thrown;
    const list = await halo.tickets.search({ page_no: 1, page_size: 1 }).catch(ExtensionError.from);
    if (list instanceof ExtensionError) throw isNotFound(thrown) ? list : thrown;
  }
  return halo.tickets.get(ticketId).catch((thrown) => {
    throw isRefusal(thrown) ? new ExtensionError('not_found', `HaloPSA hides ticket ${ticketId}.`) : thrown;
  });
}

const isNotFound = (thrown: unknown): boolean => ExtensionError.from(thrown).code === 'not_found';

const isRefusal = (thrown: unknown): boolean => ExtensionError.from(thrown).code === 'scope_missing';

/** A reply may hold little more than the id. */
const saysWhetherClosed = ({ hasbeenclosed, dateclosed }: HaloRecord): boolean =>
  hasbeenclosed !== undefined || dateclosed !== undefined;

/** Reopens a closed ticket as configured. One that can't be is given back closed, with a warning: what is noted on it would be seen by nobody. */
export async function reopenTicket(
  { halo, config, recentTickets, warn }: ActionContext,
  slot: Slot,
  ticket: HaloRecord,
): Promise<HaloRecord> {
  try {
    const reply = await halo.tickets.update(ticket.id, { status_id: config.reopen_status_id });
    const reopened = saysWhetherClosed(reply) ? reply : await halo.tickets.get(ticket.id);
    if (isClosed(reopened))
      warn('The ticket was not reopened: HaloPSA leaves it closed in the status of `reopen_status_id`.');
    else recentTickets.put(counterKey(slot), reopened);
    return reopened;
  } catch (thrown) {
    const failure = ExtensionError.from(thrown);
    if (failure.retriable) throw failure;
    warn(`The ticket was not reopened: ${failure.message}`);
    return ticket;
  }
}
