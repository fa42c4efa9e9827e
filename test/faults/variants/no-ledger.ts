import type { ItemStore } from '../../../lib/ledger/item-store.ts';
import { product, type Variant } from './variant.ts';

/** Nothing is remembered: every delivery believes that it is the first and alone. */
export const noLedger: Variant = { ...product, store: () => forgetful };

const forgetful: ItemStore = {
  claim: async (item) => item,
  replace: async () => true,
  remove: async () => true,
  get: async () => undefined,
  count: async ({ nowMs }) => ({ count: 1, firstAtMs: nowMs, lastAtMs: nowMs, names: [], position: 1 }),
  unmark: async () => {},
  uncount: async () => {},
  addName: async () => {},
};
