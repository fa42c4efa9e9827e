/** One record of the table. Flat; whoever holds it is `owner`, until `untilMs`; DynamoDB may remove it from `ttl` (epoch seconds) on. */
export interface Item {
  pk: string;
  owner: string;
  untilMs: number;
  ttl: number;
  [attribute: string]: string | number;
}

/**
 * What the ledger needs of a table: four operations on single items, each atomic. Their conditions are on `owner` alone, so
 * every change of hands has to bring a new owner.
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
}

/** DynamoDB removes an item hours after its time; until then it has to be seen as gone. */
export const isGone = (item: Item, nowMs: number): boolean => item.ttl * 1000 <= nowMs;
