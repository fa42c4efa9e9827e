import type { Item, ItemStore } from './item-store.ts';

/**
 * Puts `next`, which has an owner of its own, in the place of `owner`'s item; false: that belongs to somebody else by now. Where the reply
 * to the write got lost, its repetition by the client fails, so the table is asked whose the item is.
 */
export async function handOver(store: ItemStore, next: Item, owner: string): Promise<boolean> {
  return (await store.replace(next, owner)) || (await store.get(next.pk))?.owner === next.owner;
}
