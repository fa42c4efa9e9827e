import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type Block, decideReservation } from './call-blocks.ts';
import type { Item, ItemStore } from './item-store.ts';
import { ttlFrom } from './ttl.ts';

const MAX_CONFLICTS = 6;
/** After a conflict the next try comes within this, and within twice as much after each further one. */
const CONFLICT_PAUSE_MS = 20;
/** Processes that wait for the same block ask for it over this long, so that most find it taken and write nothing. */
const SPREAD_MS = 2_000;
/** How long a table that could not be reached is left alone: every call would wait for it in vain. */
const UNREACHABLE_MS = 30_000;
const KEPT_MS = 3_600_000;

/** A share of the calls that all processes together may make to one HaloPSA instance. */
export interface CallBudget {
  /** Takes one call: 0 where it may be made now, else how many milliseconds the budget is used up for. */
  take(instance: string): Promise<number>;
}

export interface CallBudgetOptions {
  store: ItemStore;
  clock: Clock;
  random: () => number;
  /** Calls per rolling five minutes; 0: no budget. */
  callsPer5Minutes: number;
}

/** What this process holds of one instance's budget. */
interface Share {
  pk: string;
  worker: string;
  /** The last block: how many calls of it were made, how many are left, and until when they may be made. */
  used: number;
  left: number;
  usableUntilMs: number;
  /** Calls made before they could be reserved. */
  owed: number;
  usedUpUntilMs: number;
  unreachableUntilMs: number;
  reserving?: Promise<boolean>;
}

/**
 * Reserves calls in blocks, one write of the table a block, so that every process knows of all. A table that can't be reached does not
 * hold up a call: the budget protects HaloPSA's goodwill, and HaloPSA's own 429 stays in force.
 */
export function createCallBudget({ store, clock, random, callsPer5Minutes }: CallBudgetOptions): CallBudget {
  const shares = new Map<string, Share>();

  /** One reservation at a time; false where other processes were quicker each time. */
  function reserve(share: Share): Promise<boolean> {
    share.reserving ??= reserveBlock(share)
      .catch(() => {
        share.unreachableUntilMs = clock.nowMs() + UNREACHABLE_MS;
        return true;
      })
      .finally(() => {
        share.reserving = undefined;
      });
    return share.reserving;
  }

  async function reserveBlock(share: Share): Promise<boolean> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const item = await store.get(share.pk);
      const { worker, used, left: unused, owed } = share;
      const blocks: Block[] = item === undefined ? [] : JSON.parse(String(item.blocks));
      const limit = callsPer5Minutes;
      const decision = decideReservation({ blocks, worker, used, unused, owed, limit, nowMs: clock.nowMs() });
      const hasNews = decision.granted + owed + unused > 0;
      if (hasNews && !(await write(share.pk, item, decision.blocks))) {
        await clock.sleep(Math.round(random() * CONFLICT_PAUSE_MS * 2 ** conflicts));
        continue;
      }
      if (decision.granted > 0) share.used = 0;
      share.left = decision.granted;
      share.owed -= owed;
      share.usableUntilMs = decision.usableUntilMs;
      share.usedUpUntilMs = decision.granted > 0 ? 0 : decision.freeAtMs + Math.round(random() * SPREAD_MS);
      return true;
    }
    return false;
  }

  async function write(pk: string, item: Item | undefined, blocks: readonly Block[]): Promise<boolean> {
    const ttl = ttlFrom(clock.nowMs(), KEPT_MS);
    const next: Item = { pk, owner: randomUUID(), untilMs: 0, ttl, blocks: JSON.stringify(blocks) };
    return item === undefined ? (await store.claim(next)).owner === next.owner : store.replace(next, item.owner);
  }

  return {
    async take(instance) {
      if (callsPer5Minutes === 0) return 0;
      const share = shares.get(instance);
      if (share === undefined) {
        // The first call of a process does not wait for the table.
        const first = { ...newShare(instance), owed: 1 };
        shares.set(instance, first);
        void reserve(first);
        return 0;
      }
      for (;;) {
        const nowMs = clock.nowMs();
        if (share.left > 0 && nowMs < share.usableUntilMs) {
          share.left -= 1;
          share.used += 1;
          return 0;
        }
        if (nowMs < share.usedUpUntilMs) return share.usedUpUntilMs - nowMs;
        if (nowMs < share.unreachableUntilMs) return 0;
        if (await reserve(share)) continue;
        // Rather a call before its turn than one that hangs; the next reservation counts it.
        share.owed += 1;
        return 0;
      }
    },
  };
}

const newShare = (instance: string): Share => ({
  pk: `budget#${instance}`,
  worker: randomUUID().slice(0, 8),
  used: 0,
  left: 0,
  usableUntilMs: 0,
  owed: 0,
  usedUpUntilMs: 0,
  unreachableUntilMs: 0,
});
