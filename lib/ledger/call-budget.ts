import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { ItemStore } from './item-store.ts';
import { reserveBlock, type Share } from './reserve-block.ts';

/** How long a table that could not be reached is left alone: every call would wait for it in vain. */
const UNREACHABLE_MS = 30_000;

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

/**
 * Reserves calls in blocks, one write of the table a block, so that every process knows of all. A table that can't be reached does not
 * hold up a call: the budget protects HaloPSA's goodwill, and HaloPSA's own 429 stays in force.
 */
export function createCallBudget(options: CallBudgetOptions): CallBudget {
  const { clock, callsPer5Minutes } = options;
  const shares = new Map<string, Share>();

  /** One reservation at a time; false where other processes were quicker each time. */
  function reserve(share: Share): Promise<boolean> {
    share.reserving ??= reserveBlock(share, options)
      .catch(() => {
        share.unreachableUntilMs = clock.nowMs() + UNREACHABLE_MS;
        return true;
      })
      .finally(() => {
        share.reserving = undefined;
      });
    return share.reserving;
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
