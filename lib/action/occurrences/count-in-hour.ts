import type { ActionContext } from '../define-action.ts';
import { countOnce, markOf } from './count-occurrence.ts';

export const HOUR_MS = 3_600_000;

export const hourOf = ({ clock }: Pick<ActionContext, 'clock'>): number => Math.floor(clock.nowMs() / HOUR_MS);

/**
 * This message's place among those counted under `name` in this hour. One that comes again keeps it: where many fail while HaloPSA is down,
 * and come again, the first of them are still the first. A dry run looks only.
 */
export async function countInHour(context: ActionContext, name: string): Promise<number> {
  const pk = `${name}#${hourOf(context)}`;
  if (context.isDryRun) return Number((await context.store.get(pk))?.count ?? 0) + 1;
  return (await countOnce(context, pk, 2 * HOUR_MS)).position;
}

/** Gives the place back of a message that is over, and did not do what was counted. */
export const uncountInHour = (context: ActionContext, name: string): Promise<void> =>
  context.store.uncount(`${name}#${hourOf(context)}`, markOf(context));
