import { ExtensionError } from '../../errors.ts';
import type { HaloRecord } from '../../halopsa/api.ts';
import type { ActionContext } from '../define-action.ts';
import { isClosed } from './decide.ts';
import { STORM_COUNT } from './plan-note.ts';
import { counterKey, type Slot } from './slot.ts';

/**
 * The ticket of a slot; undefined: HaloPSA has it no longer, or it was moved to a client beyond the org's.
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
    const ticket = await halo.tickets.get(slot.ticketId);
    recentTickets.put(counterKey(slot), ticket);
    return ticket;
  } catch (thrown) {
    const { code } = ExtensionError.from(thrown);
    if (code === 'client_not_allowed')
      warn(`Ticket ${slot.ticketId} is no longer at a client that the organization may touch, so it takes no more.`);
    else if (code !== 'not_found') throw thrown;
    return undefined;
  }
}

/** Reopens a closed ticket as configured. One that can't be is left closed with a warning: the occurrence is noted on it all the same. */
export async function reopenTicket(
  { halo, config, recentTickets, warn }: ActionContext,
  slot: Slot,
  ticket: HaloRecord,
): Promise<HaloRecord> {
  if (!isClosed(ticket)) return ticket;
  if (config.reopen_status_id === undefined) {
    warn('The ticket was not reopened: the configuration says `reopen`, but no `reopen_status_id`.');
    return ticket;
  }
  try {
    const reopened = await halo.tickets.update(ticket.id, { status_id: config.reopen_status_id });
    recentTickets.put(counterKey(slot), reopened);
    return reopened;
  } catch (thrown) {
    const failure = ExtensionError.from(thrown);
    if (failure.retriable) throw failure;
    warn(`The ticket was not reopened: ${failure.message}`);
    return ticket;
  }
}
