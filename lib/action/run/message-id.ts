import { sha256 } from '../../ledger/digest.ts';
import type { AnyAction } from '../define-action.ts';
import type { Delivery } from './run-action.ts';

/** A message and no other, also one without an idempotency key: a hex digest, the same for every redelivery. */
export const messageIdOf = (
  action: Pick<AnyAction, 'name'>,
  { oid, idempotencyKey, requestId }: Pick<Delivery, 'oid' | 'idempotencyKey' | 'requestId'>,
): string => sha256(JSON.stringify([oid, action.name, idempotencyKey ?? requestId]));

/** The message's name in what it wrote to HaloPSA, by which that is found again. */
export const referenceOf = (messageId: string): string => `LC-${messageId.slice(0, 20).toUpperCase()}`;
