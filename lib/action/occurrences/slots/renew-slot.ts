import { ttlFrom } from '../../../ledger/ttl.ts';
import type { ActionContext } from '../../define-action.ts';
import type { Slot } from './slot.ts';

/** How much of its time a slot loses before it is renewed: a key in daily use costs one more write a day. */
const RENEW_AFTER_SECONDS = 24 * 3_600;

/**
 * Keeps an open slot for as long after its last occurrence as after its first: one that the table forgot would get a second ticket beside
 * its open one. The owner stays, since nothing but the time changes; who has taken the slot meanwhile has given it a new one. A renewal
 * that fails is left to the next occurrence.
 */
export async function renewSlot({ store, clock }: ActionContext, slot: Slot): Promise<void> {
  const ttl = ttlFrom(clock.nowMs());
  if (ttl - slot.ttl < RENEW_AFTER_SECONDS) return;
  await store.replace({ ...slot, ttl }, slot.owner).catch(() => false);
}
