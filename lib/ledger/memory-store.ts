import { ExtensionError } from '../errors.ts';
import { type Counter, type Item, type ItemStore, markAttribute, nameAttribute, positionIn } from './item-store.ts';

/** What DynamoDB takes an item, in marks of 26 characters and their values. */
const MAX_MARKS = 14_000;

/** The table in memory, for one process alone: the tests and the doctor. The same atomic operations; the contract test holds it against DynamoDB's wire. */
export function createMemoryStore(): ItemStore & { items: Map<string, Item> } {
  const items = new Map<string, Item>();
  const counters = new Map<string, Counter & { marks: Map<string, number> }>();
  const isOwner = (pk: string, owner: string) => items.get(pk)?.owner === owner;
  return {
    items,
    async claim(item) {
      // DynamoDB's limit on a partition key.
      if (Buffer.byteLength(item.pk) > 2_048) throw new ExtensionError('internal', 'The key is too long.');
      items.set(item.pk, { ...item, ...items.get(item.pk) });
      return { ...(items.get(item.pk) as Item) };
    },
    async replace(item, owner) {
      const mayReplace = isOwner(item.pk, owner);
      if (mayReplace) items.set(item.pk, { ...item });
      return mayReplace;
    },
    async remove(pk, owner) {
      return isOwner(pk, owner) && items.delete(pk);
    },
    async count({ pk, mark, nowMs }) {
      const counter = counters.get(pk) ?? {
        count: 0,
        firstAtMs: nowMs,
        lastAtMs: nowMs,
        names: [],
        marks: new Map<string, number>(),
      };
      counters.set(pk, counter);
      if (!counter.marks.has(mark)) {
        if (counter.marks.size >= MAX_MARKS) throw new ExtensionError('internal', 'The item is full.');
        counter.count += 1;
        counter.marks.set(mark, counter.count);
        counter.lastAtMs = nowMs;
      }
      const { marks, ...facts } = counter;
      return { ...facts, position: positionIn(facts.count, marks.get(mark)) };
    },
    async unmark(pk, mark) {
      counters.get(pk)?.marks.delete(mark);
    },
    async uncount(pk, mark) {
      const counter = counters.get(pk);
      if (counter?.marks.delete(mark)) counter.count -= 1;
    },
    async addName(pk, name) {
      const counter = counters.get(pk);
      if (counter !== undefined) counter.names = [...new Set([...counter.names, name])];
    },
    async get(pk) {
      const item = items.get(pk);
      const counter = counters.get(pk);
      if (item !== undefined || counter === undefined) return item && { ...item };
      const { marks, names, ...facts } = counter;
      return {
        pk,
        owner: '',
        untilMs: 0,
        ttl: 0,
        ...facts,
        ...Object.fromEntries([...marks].map(([mark, position]) => [markAttribute(mark), position])),
        ...Object.fromEntries(names.map((name) => [nameAttribute(name), 1])),
      };
    },
  };
}
