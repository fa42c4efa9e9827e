import { type Item, isGone } from '../ledger/item-store.ts';
import type { Sealed } from './kms-cipher.ts';

/** What an item is to those who look for a token. */
export type ItemState =
  | { is: 'absent' }
  /** Somebody asks HaloPSA just now. */
  | { is: 'held' }
  | { is: 'sealed'; sealed: Sealed }
  /** Given back, overdue or past its time: whoever replaces it may ask. */
  | { is: 'free' };

export function stateOf(item: Item | undefined, nowMs: number): ItemState {
  if (item === undefined) return { is: 'absent' };
  if (item.untilMs > nowMs) return { is: 'held' };
  const { dataKey, box } = item;
  const isSealed = typeof dataKey === 'string' && typeof box === 'string' && !isGone(item, nowMs);
  return isSealed ? { is: 'sealed', sealed: { dataKey, box } } : { is: 'free' };
}
