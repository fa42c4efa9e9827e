/** One record of the table. Flat; whoever holds it is `owner`, until `untilMs`; DynamoDB may remove it from `ttl` (epoch seconds) on. */
export interface Item {
  pk: string;
  owner: string;
  untilMs: number;
  ttl: number;
  [attribute: string]: string | number;
}

/**
 * What the ledger needs of a table: operations on single items, each atomic. Those on whole items have their condition on `owner`
 * alone, so every change of hands has to bring a new owner. Counters are items of their own, which are never replaced.
 * Every method throws `ExtensionError` (`internal`, retriable) where the table can't be reached.
 */
export interface ItemStore {
  /** Inserts the item unless there is one, and returns what is there now. One call, whoever wins. */
  claim(item: Item): Promise<Item>;
  /** Overwrites the item if it still belongs to `owner`. */
  replace(item: Item, owner: string): Promise<boolean>;
  /** Removes the item if it still belongs to `owner`. */
  remove(pk: string, owner: string): Promise<boolean>;
  /** Consistent with every write before it. */
  get(pk: string): Promise<Item | undefined>;
  /** Adds one to a counter, made where there is none, unless `mark` has been counted; returns the counter now, and the mark's place in it. */
  count(counter: CounterUpdate): Promise<Counted>;
  /** Forgets a mark: its message is over and won't be counted again. */
  unmark(pk: string, mark: string): Promise<void>;
  /** Takes back what counting a mark has added, where it is still marked. */
  uncount(pk: string, mark: string): Promise<void>;
  /** Puts a name onto a counter that is there. */
  addName(pk: string, name: string): Promise<void>;
}

/**
 * A mark is an attribute of its own, so that counting and marking are one atomic write, and what is marked counts once. Its value is its
 * position.
 */
export const markAttribute = (mark: string): string => `m_${mark}`;

/** A name is one, too, so that putting it onto a counter needs no look at those that are there. */
export const nameAttribute = (name: string): string => `n_${name}`;

/** The names on a counter, of its attributes' names. */
export const namesIn = (attributes: readonly string[]): string[] =>
  attributes.filter((one) => one.startsWith(nameAttribute(''))).map((one) => one.slice(nameAttribute('').length));

export interface CounterUpdate {
  pk: string;
  mark: string;
  nowMs: number;
  ttl: number;
}

/** How often something was seen, and when first and last (epoch milliseconds). */
export interface Counter {
  count: number;
  firstAtMs: number;
  lastAtMs: number;
  /** What it was seen on, as far as it was said. */
  names: readonly string[];
}

/** A counter as one mark finds it. */
export interface Counted extends Counter {
  /** Which of the marks it was when it was counted, from 1: the same however often it comes again, and however many came after it. */
  position: number;
}

/**
 * @param value of the mark's attribute; undefined: it is forgotten. An older version wrote the time, which is greater than any count: its
 *   position is unknown then, and the count stands in.
 */
export const positionIn = (count: number, value: unknown): number => Math.min(Number(value ?? count), count);

/** DynamoDB removes an item hours after its time; until then it has to be seen as gone. */
export const isGone = (item: Item, nowMs: number): boolean => item.ttl * 1000 <= nowMs;
