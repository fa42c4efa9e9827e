import { ExtensionError } from '../../lib/errors.ts';
import type { ItemStore } from '../../lib/ledger/item-store.ts';
import type { Step } from './process.ts';

/** The table as one process reaches it. */
export function faultyStore(inner: ItemStore, step: Step): ItemStore {
  const strike = <T>(operation: string, pk: string, effect: () => Promise<T>): Promise<T> =>
    step({ target: 'ledger', label: `${operation} ${shortened(pk)}` }, async (fault) => {
      if (fault === 'ledger_error_before') throw unreachable();
      const result = await effect();
      if (fault === 'ledger_error_after') throw unreachable();
      return fault === 'ledger_reply_lost' ? effect() : result;
    });
  return {
    claim: (item) => strike('claim', item.pk, () => inner.claim(item)),
    replace: (item, owner) => strike(`replace(${item.state ?? 'lease'})`, item.pk, () => inner.replace(item, owner)),
    remove: (pk, owner) => strike('remove', pk, () => inner.remove(pk, owner)),
    get: (pk) => strike('get', pk, () => inner.get(pk)),
    count: (update) => strike('count', update.pk, () => inner.count(update)),
    unmark: (pk, mark) => strike('unmark', pk, () => inner.unmark(pk, mark)),
    uncount: (pk, mark) => strike('uncount', pk, () => inner.uncount(pk, mark)),
    addName: (pk, name) => strike('addName', pk, () => inner.addName(pk, name)),
  };
}

/** Runs share a table on the wire; none sees another's items. */
export const underPrefix = (inner: ItemStore, prefix: string): ItemStore => ({
  claim: async (item) => ({ ...(await inner.claim({ ...item, pk: prefix + item.pk })), pk: item.pk }),
  replace: (item, owner) => inner.replace({ ...item, pk: prefix + item.pk }, owner),
  remove: (pk, owner) => inner.remove(prefix + pk, owner),
  get: async (pk) => {
    const item = await inner.get(prefix + pk);
    return item && { ...item, pk };
  },
  count: (update) => inner.count({ ...update, pk: prefix + update.pk }),
  unmark: (pk, mark) => inner.unmark(prefix + pk, mark),
  uncount: (pk, mark) => inner.uncount(prefix + pk, mark),
  addName: (pk, name) => inner.addName(prefix + pk, name),
});

const unreachable = () => new ExtensionError('internal', 'The ledger of what has been done could not be reached.');

const shortened = (pk: string) => pk.replace(/[0-9a-f-]{30,}/g, (id) => id.slice(0, 6));
