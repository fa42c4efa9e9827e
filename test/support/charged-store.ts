import type { Item, ItemStore } from '../../lib/ledger/item-store.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { type StoreCall, watchStore } from './watched-store.ts';

const KB = 1024;

/**
 * A table that adds up the units that DynamoDB charges on demand: for a write one for each KB of the whole item, before or after it, whichever
 * is larger, also where an attribute alone is written; for a consistent read one for each 4 KB.
 *
 * @param ticketKb how large a ticket is taken to be in the answers that are kept; the simulator's have few of HaloPSA's fields
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function chargeStore(ticketKb: number): { store: ItemStore; units: { write: number; read: number } } {
  const inner = createMemoryStore();
  const store = watchStore(inner);
  const units = { write: 0, read: 0 };
  const sizesBefore = new Map<StoreCall, number>();
  const sizeAt = async (pk: string) => sizeOf(await inner.get(pk), ticketKb * KB);
  store.before = async (call) => sizesBefore.set(call, await sizeAt(call.pk));
  store.after = async (call) => {
    const size = Math.max(sizesBefore.get(call) ?? 0, await sizeAt(call.pk));
    if (call.operation === 'get') units.read += Math.max(1, Math.ceil(size / (4 * KB)));
    else units.write += Math.max(1, Math.ceil(size / KB));
  };
  return { store, units };
}

/** An answer is a ticket or has one. Names and values in UTF-8; a number is taken for as long as it is written, which is more than it is. */
function sizeOf(item: Item | undefined, ticketBytes: number): number {
  const attributes = Object.entries(item ?? {});
  const bytes = attributes.reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (typeof item?.answer !== 'string') return bytes;
  const answer = JSON.parse(item.answer);
  return bytes + ticketBytes - Buffer.byteLength(JSON.stringify(answer.ticket ?? answer));
}
