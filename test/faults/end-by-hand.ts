import type { Random } from './random.ts';
import type { World } from './world.ts';

/** An analyst has closed or deleted the ticket of a key: its next occurrence goes by the org's policy. */
export interface Ending {
  ticketId: number;
  isDeleted: boolean;
  atMs: number;
  /** How many deliveries were over by then. */
  deliveries: number;
}

/** Ends the newest ticket of the first org's keys, where there is one; in a storm none, since their number is what that is about. */
export function endByHand({ scenario, halo, nowMs, say }: World, random: Random, deliveries: number): Ending[] {
  const families = scenario.messages.flatMap(({ family }) => family ?? []);
  const ticket = halo.first.state.tickets.findLast(({ summary }) => families.some((one) => summary.includes(one)));
  if (scenario.isStorm || ticket === undefined || ticket.deleted || ticket.hasbeenclosed) return [];
  const isDeleted = random.chance(0.3);
  Object.assign(ticket, isDeleted ? { deleted: true } : { status_id: 9, hasbeenclosed: true });
  say(`   an analyst ${isDeleted ? 'deletes' : 'closes'} ticket ${ticket.id}`);
  return [{ ticketId: ticket.id, isDeleted, atMs: nowMs(), deliveries }];
}
