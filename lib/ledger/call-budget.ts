import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type Block, decideReservation } from './call-blocks.ts';
import type { Item, ItemStore } from './item-store.ts';

const MAX_CONFLICTS = 5;

/** A share of the calls that all processes together may make to one HaloPSA instance. */
export interface CallBudget {
  /** Takes one call: 0 where it may be made now, else how many milliseconds the budget is used up for. */
  take(instance: string): Promise<number>;
}

export interface CallBudgetOptions {
  store: ItemStore;
  clock: Clock;
  /** Calls per rolling five minutes; 0: no budget. */
  callsPer5Minutes: number;
}

/** What this process holds of one instance's budget. */
interface Share {
  worker: string;
  /** Calls reserved and not made yet, and until when they may be. */
  left: number;
  usableUntilMs: number;
  /** Calls made before they could be reserved: the first of a process doesn't wait for the table. */
  owed: number;
  usedUpUntilMs: number;
  known?: Item;
  reserving?: Promise<void>;
}

/**
 * Reserves calls in blocks, one write of the table a block, so that every process knows of all. A table that can't be reached does not
 * hold up a call: the budget protects HaloPSA's goodwill, and HaloPSA's own 429 stays in force.
 */
export function createCallBudget({ store, clock, callsPer5Minutes }: CallBudgetOptions): CallBudget {
  const shares = new Map<string, Share>();

  function shareOf(instance: string): Share {
    const share = shares.get(instance) ?? {
      worker: randomUUID().slice(0, 8),
      left: 0,
      usableUntilMs: 0,
      owed: 0,
      usedUpUntilMs: 0,
    };
    shares.set(instance, share);
    return share;
  }

  function reserve(instance: string, share: Share): Promise<void> {
    share.reserving ??= reserveBlock(instance, share).finally(() => {
      share.reserving = undefined;
    });
    return share.reserving;
  }

  async function reserveBlock(instance: string, share: Share): Promise<void> {
    const pk = `budget#${instance}`;
    let item = share.known ?? (await store.get(pk));
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const nowMs = clock.nowMs();
      const blocks: Block[] = item === undefined ? [] : JSON.parse(String(item.blocks));
      const unused = nowMs < share.usableUntilMs ? 0 : share.left;
      const decision = decideReservation({
        blocks,
        worker: share.worker,
        unused,
        owed: share.owed,
        limit: callsPer5Minutes,
        nowMs,
      });
      const next: Item = {
        pk,
        owner: randomUUID(),
        untilMs: 0,
        ttl: Math.ceil(nowMs / 1000) + 3_600,
        blocks: JSON.stringify(decision.blocks),
      };
      const isMine =
        item === undefined ? (await store.claim(next)).owner === next.owner : await store.replace(next, item.owner);
      if (isMine) {
        const carried = nowMs < share.usableUntilMs ? share.left : 0;
        Object.assign(share, {
          known: next,
          left: carried + decision.granted,
          owed: 0,
          usableUntilMs: decision.usableUntilMs,
        });
        share.usedUpUntilMs = decision.granted > 0 ? 0 : decision.freeAtMs;
        return;
      }
      item = await store.get(pk);
    }
  }

  return {
    async take(instance) {
      if (callsPer5Minutes === 0) return 0;
      const share = shareOf(instance);
      const isFirst = share.known === undefined && share.reserving === undefined && share.owed === 0;
      if (isFirst) {
        share.owed = 1;
        void reserve(instance, share).catch(() => undefined);
        return 0;
      }
      for (;;) {
        const nowMs = clock.nowMs();
        if (share.left > 0 && nowMs < share.usableUntilMs) {
          share.left -= 1;
          return 0;
        }
        if (nowMs < share.usedUpUntilMs) return share.usedUpUntilMs - nowMs;
        const before = share.known;
        try {
          await reserve(instance, share);
        } catch {
          return 0;
        }
        // Nobody could be outbid in five tries: rather a call too many than one that hangs.
        if (share.known === before) return 0;
      }
    },
  };
}
