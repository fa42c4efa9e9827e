import { noLedger } from './no-ledger.ts';
import { noPositions } from './no-positions.ts';
import { noReconciliation } from './no-reconciliation.ts';
import { searchThenCreate } from './search-then-create.ts';
import { product, type Variant } from './variant.ts';

/** By their names on the command line. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  product,
  'no-ledger': noLedger,
  'no-positions': noPositions,
  'no-reconciliation': noReconciliation,
  'search-then-create': searchThenCreate,
};
