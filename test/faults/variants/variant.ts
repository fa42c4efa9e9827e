import * as registry from '../../../functions/registry.ts';
import type { AnyAction } from '../../../lib/action/define-action.ts';
import type { ItemStore } from '../../../lib/ledger/item-store.ts';

/** The product, or a deliberately naive version of it: the same handlers over other actions and another table. */
export interface Variant {
  actions: Readonly<Record<string, AnyAction>>;
  store(store: ItemStore): ItemStore;
}

export const product: Variant = { actions: registry, store: (store) => store };

export const mapActions = (change: (action: AnyAction) => AnyAction): Variant['actions'] =>
  Object.fromEntries(Object.entries(registry).map(([name, action]) => [name, change(action)]));
