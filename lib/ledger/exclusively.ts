import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import { comeAgain } from './come-again.ts';
import { sha256 } from './digest.ts';
import { handOver } from './hand-over.ts';
import type { Item, ItemStore } from './item-store.ts';
import { SETTLING_MS } from './settling.ts';
import { ttlFrom } from './ttl.ts';

/** What has to be left for the work itself once the lease is had. */
const WORK_RESERVE_MS = 1_000;
const KEPT_MS = 3_600_000;

export interface ExclusivelyDeps {
  store: ItemStore;
  clock: Clock;
  random: () => number;
}

/**
 * Runs `work` while nobody else, in any process, runs work under the same name. The lease outlasts the deadline that bounds every
 * call of the work, so it can't run out under it; a holder that died is waited for no longer than that.
 * @throws ExtensionError `halo_timeout` (retriable) where the turn doesn't come in time; `internal` where the table can't be reached
 */
export async function exclusively<T>(
  name: string,
  deadlineAtMs: number,
  work: () => Promise<T>,
  deps: ExclusivelyDeps,
): Promise<T> {
  // A name holds what callers send, which can be longer than a key may be.
  const lease = await acquire(`lease#${sha256(name)}`, deadlineAtMs, deps);
  let isWriteOpen = false;
  try {
    return await work();
  } catch (thrown) {
    isWriteOpen = ExtensionError.from(thrown).leavesDoubt;
    throw thrown;
  } finally {
    // A lease that can't be given back runs out by itself.
    await release(lease, isWriteOpen, deps).catch(() => false);
  }
}

/** A write that is still on its way would replace what the next holder writes: its turn comes when that has settled. */
function release(lease: Item, isWriteOpen: boolean, { store, clock }: ExclusivelyDeps): Promise<boolean> {
  return isWriteOpen
    ? store.replace({ ...lease, untilMs: clock.nowMs() + SETTLING_MS }, lease.owner)
    : store.remove(lease.pk, lease.owner);
}

async function acquire(pk: string, deadlineAtMs: number, { store, clock, random }: ExclusivelyDeps): Promise<Item> {
  for (let round = 0; ; round++) {
    const untilMs = deadlineAtMs + SETTLING_MS;
    const wanted: Item = { pk, owner: randomUUID(), untilMs, ttl: ttlFrom(untilMs, KEPT_MS) };
    const held = await store.claim(wanted);
    if (held.owner === wanted.owner) return wanted;
    if (held.untilMs <= clock.nowMs() && (await handOver(store, wanted, held.owner))) return wanted;
    const pauseMs = Math.round(Math.min(400, 25 * 2 ** Math.min(round, 4)) * (0.5 + random()));
    if (deadlineAtMs - clock.nowMs() < pauseMs + WORK_RESERVE_MS) throw busy();
    await clock.sleep(pauseMs);
  }
}

const busy = () => comeAgain('Others were at work on the same record for too long.', { hint: 'Send it again.' });
