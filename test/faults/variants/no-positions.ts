import type { ItemStore } from '../../../lib/ledger/item-store.ts';
import { product, type Variant } from './variant.ts';

/** A message that was counted, and comes again, is taken for the last of all that were counted meanwhile. */
export const noPositions: Variant = { ...product, store: withoutPositions };

function withoutPositions(store: ItemStore): ItemStore {
  const count: ItemStore['count'] = async (update) => {
    const counted = await store.count(update);
    return { ...counted, position: counted.count };
  };
  return { ...store, count };
}
