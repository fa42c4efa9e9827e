import { noLedger } from './no-ledger.ts';
import { mapActions, type Variant } from './variant.ts';

/** No ledger; each delivery looks in HaloPSA first, and writes where it finds nothing. */
export const searchThenCreate: Variant = {
  ...noLedger,
  actions: mapActions((action) => ({
    ...action,
    run: async (context, input) => (await action.reconcile?.(context, input, 0)) ?? action.run(context, input),
  })),
};
