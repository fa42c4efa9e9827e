import { ExtensionError } from '../../lib/errors.ts';
import type { Item, ItemStore } from '../../lib/ledger/item-store.ts';

/** The table in memory, with the same four atomic operations; the contract test holds it against DynamoDB's wire. */
export function createMemoryStore(): ItemStore & { items: Map<string, Item> } {
  const items = new Map<string, Item>();
  const isOwner = (pk: string, owner: string) => items.get(pk)?.owner === owner;
  return {
    items,
    async claim(item) {
      // DynamoDB's limit on a partition key.
      if (Buffer.byteLength(item.pk) > 2_048) throw new ExtensionError('internal', 'The key is too long.');
      items.set(item.pk, { ...item, ...items.get(item.pk) });
      return { ...(items.get(item.pk) as Item) };
    },
    async replace(item, owner) {
      const mayReplace = isOwner(item.pk, owner);
      if (mayReplace) items.set(item.pk, { ...item });
      return mayReplace;
    },
    async remove(pk, owner) {
      return isOwner(pk, owner) && items.delete(pk);
    },
    async get(pk) {
      const item = items.get(pk);
      return item && { ...item };
    },
  };
}
