import type { ActionContext } from '../define-action.ts';
import { countInHour } from './count-in-hour.ts';

const MAX_REPLACED_PER_HOUR = 3;

/**
 * Whether another ticket may follow one that HaloPSA doesn't show. Where the agent may create tickets and not see them, or a rule moves each
 * to a client beyond the org's, every message of a key would open one. Nobody deletes as many in an hour by hand.
 * @param pk the slot's
 */
export async function mayReplace(context: ActionContext, pk: string, ticketId: number): Promise<boolean> {
  if ((await countInHour(context, `gone#${pk}`)) <= MAX_REPLACED_PER_HOUR) return true;
  context.warn(
    `${MAX_REPLACED_PER_HOUR} tickets of this problem were replaced in this hour, since HaloPSA did not show them; ` +
      `until it ends, the rest is counted on ticket ${ticketId} without a look at it.`,
  );
  return false;
}
