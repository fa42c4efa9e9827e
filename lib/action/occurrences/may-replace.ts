import type { ActionContext } from '../define-action.ts';
import { countInHour, hourOf } from './count-in-hour.ts';

const MAX_REPLACED_PER_HOUR = 3;

const keyOf = (pk: string): string => `gone#${pk}`;

/**
 * Whether another ticket may follow one that HaloPSA doesn't show. Where the agent may create tickets and not see them, or a rule moves each
 * to a client beyond the org's, every message of a key would open one. Nobody deletes as many in an hour by hand.
 * @param pk the slot's
 */
export async function mayReplace(context: ActionContext, pk: string, ticketId: number): Promise<boolean> {
  const counter = await context.store.get(`${keyOf(pk)}#${hourOf(context)}`);
  if (Number(counter?.count ?? 0) < MAX_REPLACED_PER_HOUR) return true;
  context.warn(
    `${MAX_REPLACED_PER_HOUR} tickets of this problem were replaced in this hour, since HaloPSA did not show them; ` +
      `until it ends, the rest is counted on ticket ${ticketId} without a look at it.`,
  );
  return false;
}

/** For whoever has taken the slot of such a ticket: those who found it gone at the same time go on with what it opens. */
export const countReplaced = (context: ActionContext, pk: string): Promise<number> => countInHour(context, keyOf(pk));
