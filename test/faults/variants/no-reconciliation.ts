import { mapActions, product, type Variant } from './variant.ts';

/** The ledger knows what is done, but what is in doubt is simply done again. */
export const noReconciliation: Variant = {
  ...product,
  actions: mapActions((action) => ({ ...action, reconcile: undefined })),
};
