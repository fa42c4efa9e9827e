import { randomUUID } from 'node:crypto';
import { within } from '../within.ts';
import { type Block, decideReservation } from './call-blocks.ts';
import type { CallBudgetOptions } from './call-budget.ts';
import type { Item, ItemStore } from './item-store.ts';
import { ttlFrom } from './ttl.ts';

const MAX_CONFLICTS = 6;
/** After a conflict the next try comes within this, and within twice as much after each further one. */
const CONFLICT_PAUSE_MS = 20;
/** Processes that wait for the same block ask for it over this long, so that most find it taken and write nothing. */
const SPREAD_MS = 2_000;
const KEPT_MS = 3_600_000;
/** A table that hangs is given up by its client much later than a call can wait for it. */
const MAX_ANSWER_MS = 1_000;

/** What this process holds of one instance's budget. */
export interface Share {
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

/** Gets the share another block, or learns until when there is none. False: other processes were quicker each time. */
export async function reserveBlock(share: Share, options: CallBudgetOptions): Promise<boolean> {
  const { store, clock, random, callsPer5Minutes: limit } = options;
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
    const item = await within(MAX_ANSWER_MS, store.get(share.pk));
    const { worker, used, left: unused, owed } = share;
    const blocks: Block[] = item === undefined ? [] : JSON.parse(String(item.blocks));
    const nowMs = clock.nowMs();
    const decision = decideReservation({ blocks, worker, used, unused, owed, limit, nowMs });
    const hasNews = decision.granted + owed + unused > 0;
    const next = toItem(share.pk, decision.blocks, nowMs);
    if (hasNews && !(await within(MAX_ANSWER_MS, write(store, next, item)))) {
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

const toItem = (pk: string, blocks: readonly Block[], nowMs: number): Item => ({
  pk,
  owner: randomUUID(),
  untilMs: 0,
  ttl: ttlFrom(nowMs, KEPT_MS),
  blocks: JSON.stringify(blocks),
});

const write = async (store: ItemStore, next: Item, item: Item | undefined): Promise<boolean> =>
  item === undefined ? (await store.claim(next)).owner === next.owner : store.replace(next, item.owner);
