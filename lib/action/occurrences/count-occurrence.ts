import { type Counted, type Item, markAttribute } from '../../ledger/item-store.ts';
import { ttlFrom } from '../../ledger/ttl.ts';
import type { ActionContext } from '../define-action.ts';

/** The name under which this message is counted. */
export const markOf = ({ messageId }: Pick<ActionContext, 'messageId'>): string => messageId.slice(0, 24);

/** Counts this message once, however often it is delivered. */
export async function countOnce(context: ActionContext, pk: string, keptMs?: number): Promise<Counted> {
  const { store, clock, afterwards } = context;
  const nowMs = clock.nowMs();
  const mark = markOf(context);
  // Once the answer is recorded a redelivery gets that, and is not counted in any case: an item has room for some thousand marks only.
  afterwards(() => store.unmark(pk, mark));
  return store.count({ pk, mark, nowMs, ttl: ttlFrom(nowMs, keptMs) });
}

/** Whether an earlier delivery of this message was counted, and its answer got lost. */
export const isCounted = (context: ActionContext, counter: Item | undefined): boolean =>
  counter?.[markAttribute(markOf(context))] !== undefined;
