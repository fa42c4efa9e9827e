import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Token } from '../halopsa/auth/token.ts';
import type { Item, ItemStore } from '../ledger/item-store.ts';
import { ttlFrom } from '../ledger/ttl.ts';
import { stateOf } from './item-state.ts';
import type { Cipher } from './kms-cipher.ts';
import { readToken } from './stored-token.ts';

/** Half the patience of those who wait: where a holder died, one of them takes over, and the others still get the token. */
const LEASE_MS = 1_000;
const PATIENCE_MS = 2_000;
const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 400;
const LEASE_KEPT_MS = 3_600_000;

/** Somebody's token; or the lease, with which one asks for everybody; or neither: one asks for oneself. */
export type Turn = { token: Token } | { lease: Item } | 'alone';

export interface TakeTurnDeps {
  store: ItemStore;
  cipher: Cipher;
  clock: Clock;
  random: () => number;
}

/**
 * Waits two seconds at most. Throws what table and KMS throw.
 *
 * @param useless a token that is not to be returned, since it ended or HaloPSA refused it
 */
export async function takeTurn(pk: string, useless: Token | undefined, deps: TakeTurnDeps): Promise<Turn> {
  const { store, cipher, clock, random } = deps;
  const owner = randomUUID();
  const giveUpAtMs = clock.nowMs() + PATIENCE_MS;
  for (let round = 0; ; round++) {
    const item = await store.get(pk);
    const nowMs = clock.nowMs();
    const token = await usableToken(item, nowMs);
    if (token !== undefined) return { token };
    const lease = { pk, owner, untilMs: nowMs + LEASE_MS, ttl: ttlFrom(nowMs, LEASE_KEPT_MS) };
    if (await takeOver(item, lease, nowMs)) return { lease };
    const leftMs = giveUpAtMs - clock.nowMs();
    if (leftMs <= 0) return 'alone';
    const pauseMs = Math.round(Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round) * (0.5 + random()));
    await clock.sleep(Math.min(pauseMs, leftMs));
  }

  async function usableToken(item: Item | undefined, nowMs: number): Promise<Token | undefined> {
    const state = stateOf(item, nowMs);
    if (state.is !== 'sealed') return undefined;
    const token = readToken((await cipher.open(pk, state.sealed)) ?? '');
    // The item's own time is not authenticated, the token's is.
    return token !== undefined && token.renewAtMs > nowMs && token.value !== useless?.value ? token : undefined;
  }

  /** The owner is the same in every round: where the reply to a write got lost, the next look finds the item to be ours. */
  async function takeOver(item: Item | undefined, lease: Item, nowMs: number): Promise<boolean> {
    if (item === undefined) return (await store.claim(lease)).owner === owner;
    if (stateOf(item, nowMs).is === 'held') return item.owner === owner;
    return store.replace(lease, item.owner);
  }
}
