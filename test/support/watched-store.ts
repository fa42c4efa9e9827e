import { ExtensionError } from '../../lib/errors.ts';
import type { Item, ItemStore } from '../../lib/ledger/item-store.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';

export interface StoreCall {
  operation: keyof ItemStore;
  pk: string;
  /** Of `claim` and `replace`. */
  item?: Item;
}

export interface WatchedStore extends ItemStore {
  calls: StoreCall[];
  /** May throw, or take its time, before the table hears of a call. */
  before: (call: StoreCall) => unknown;
  /** The same once the table has done it: the answer is what gets lost. */
  after: (call: StoreCall) => unknown;
}

/** A table that counts its calls, and fails where it is told to. */
export function watchStore(inner: ItemStore = createMemoryStore()): WatchedStore {
  async function watched<T>(call: StoreCall, work: () => Promise<T>): Promise<T> {
    store.calls.push(call);
    await store.before(call);
    const result = await work();
    await store.after(call);
    return result;
  }
  const store: WatchedStore = {
    calls: [],
    before: () => {},
    after: () => {},
    claim: (item) => watched({ operation: 'claim', pk: item.pk, item }, () => inner.claim(item)),
    replace: (item, owner) => watched({ operation: 'replace', pk: item.pk, item }, () => inner.replace(item, owner)),
    remove: (pk, owner) => watched({ operation: 'remove', pk }, () => inner.remove(pk, owner)),
    get: (pk) => watched({ operation: 'get', pk }, () => inner.get(pk)),
    count: (update) => watched({ operation: 'count', pk: update.pk }, () => inner.count(update)),
    unmark: (pk, mark) => watched({ operation: 'unmark', pk }, () => inner.unmark(pk, mark)),
    uncount: (pk, mark) => watched({ operation: 'uncount', pk }, () => inner.uncount(pk, mark)),
    addName: (pk, name) => watched({ operation: 'addName', pk }, () => inner.addName(pk, name)),
  };
  return store;
}

/** Has a message delivered to a process that dies before, or after, the table has done this call of those that it is seen to make from now on. */
export async function dieAt(
  store: WatchedStore,
  step: number,
  when: 'before' | 'after',
  deliver: () => Promise<unknown>,
): Promise<void> {
  let isAlive = true;
  store.calls.length = 0;
  store[when] = () => {
    isAlive &&= store.calls.length <= step;
    return isAlive ? undefined : new Promise(() => {});
  };
  const dying = deliver();
  while (isAlive) await Promise.race([dying, new Promise((resolve) => setTimeout(resolve, 1))]);
  store[when] = () => {};
}

/** What every store throws where the table can't be reached. */
export function unreachable(): never {
  throw new ExtensionError('internal', 'The ledger of what has been done could not be reached.');
}
