import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import { startDynamoDb } from '../../infra/local/aws/start-dynamodb.ts';
import type { Listening } from '../../infra/local/listen.ts';
import { createDynamoStore } from '../../lib/ledger/dynamo-store.ts';
import { type ItemStore, markAttribute, namesIn } from '../../lib/ledger/item-store.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { pointAwsTo } from '../support/point-aws-to.ts';

let dynamo: Listening;
const before = { ...process.env };
beforeAll(async () => {
  dynamo = await startDynamoDb([LEDGER_TABLE]);
  pointAwsTo(dynamo.url);
});
afterAll(async () => {
  process.env = before;
  await dynamo.close();
});

let counters = 0;

/** What the tests' table does has to be what DynamoDB does. */
describe.each<[string, () => ItemStore]>([
  ['the table in memory', createMemoryStore],
  ['DynamoDB', () => createDynamoStore('ledger')],
])('counting in %s', (_, create) => {
  let store: ItemStore;
  let pk: string;
  beforeEach(() => {
    store = create();
    pk = `count#${++counters}`;
  });
  const count = (mark: string, nowMs: number) => store.count({ pk, mark, nowMs, ttl: 9_999_999_999 });

  test('begins at one', async () => {
    expect(await count('a', 1_000)).toEqual({ count: 1, firstAtMs: 1_000, lastAtMs: 1_000, names: [], position: 1 });
  });

  test('adds one for each mark, and keeps the first time', async () => {
    await count('a', 1_000);
    await count('b', 2_000);
    expect(await count('c', 3_000)).toEqual({ count: 3, firstAtMs: 1_000, lastAtMs: 3_000, names: [], position: 3 });
  });

  test('counts a mark once, and says how many there are and which of them it was', async () => {
    await count('a', 1_000);
    await count('b', 2_000);
    await count('c', 3_000);
    expect(await count('b', 9_000)).toEqual({ count: 3, firstAtMs: 1_000, lastAtMs: 3_000, names: [], position: 2 });
  });

  test('gives many at once a number each, which they keep', async () => {
    const all = () => Promise.all(Array.from({ length: 20 }, (_, i) => count(`m${i}`, i)));
    const numbers = (await all()).map((one) => one.position);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect((await all()).map((one) => one.position)).toEqual(numbers);
  });

  test('is read as an item that shows its marks', async () => {
    await count('a', 1_000);
    expect(await store.get(pk)).toMatchObject({ pk, count: 1, firstAtMs: 1_000, lastAtMs: 1_000 });
    expect((await store.get(pk))?.[markAttribute('a')]).toBeDefined();
    expect((await store.get(pk))?.[markAttribute('b')]).toBeUndefined();
  });

  test('forgets a mark, and nothing else', async () => {
    await count('a', 1_000);
    await count('b', 2_000);
    await store.unmark(pk, 'a');
    expect((await store.get(pk))?.[markAttribute('a')]).toBeUndefined();
    expect(await count('b', 9_000)).toMatchObject({ count: 2 });
    expect(await count('a', 9_000)).toMatchObject({ count: 3 });
  });

  test('forgets a mark that is not there without a word', async () => {
    await count('a', 1_000);
    await store.unmark(pk, 'b');
    expect(await count('c', 2_000)).toMatchObject({ count: 2 });
  });

  test('makes no counter of one that is gone', async () => {
    await store.unmark(pk, 'a');
    expect(await store.get(pk)).toBeUndefined();
  });

  test('takes back what a mark has added, once', async () => {
    await count('a', 1_000);
    await count('b', 2_000);
    for (let i = 0; i < 2; i++) await store.uncount(pk, 'a');
    expect(await count('b', 9_000)).toMatchObject({ count: 1 });
    expect(await count('a', 9_000)).toMatchObject({ count: 2, position: 2 });
  });

  test('takes nothing back for a mark that it never had', async () => {
    await store.uncount(pk, 'a');
    await count('a', 1_000);
    await store.uncount(pk, 'b');
    expect(await count('c', 2_000)).toMatchObject({ count: 2 });
  });

  test('bears names, each once, which are no marks', async () => {
    expect(await count('a', 1_000)).toMatchObject({ names: [] });
    for (const name of ['WS-1', 'm_a', 'WS-1']) await store.addName(pk, name);
    expect((await count('b', 2_000)).names.toSorted()).toEqual(['WS-1', 'm_a']);
    expect(namesIn(Object.keys((await store.get(pk)) ?? {})).toSorted()).toEqual(['WS-1', 'm_a']);
    expect(await count('m_a', 3_000)).toMatchObject({ count: 3 });
  });

  test('is not made by a name', async () => {
    await store.addName(pk, 'WS-1');
    expect(await store.get(pk)).toBeUndefined();
  });

  test('holds counters apart', async () => {
    await count('a', 1_000);
    await store.count({ pk: `${pk}#other`, mark: 'a', nowMs: 1_000, ttl: 9_999_999_999 });
    expect(await count('b', 2_000)).toMatchObject({ count: 2 });
  });

  test('takes no part in who holds an item', async () => {
    await count('a', 1_000);
    expect(await store.replace({ pk, owner: 'x', untilMs: 0, ttl: 0 }, 'x')).toBe(false);
    expect(await store.remove(pk, 'x')).toBe(false);
  });

  test('is a failure of ours, and retriable, where the table can not be reached', async () => {
    const lost = createDynamoStore('no-such-table');
    const failure = { code: 'internal', retriable: true };
    await expect(lost.count({ pk, mark: 'a', nowMs: 1, ttl: 9 })).rejects.toMatchObject(failure);
    await expect(lost.unmark(pk, 'a')).rejects.toMatchObject(failure);
    await expect(lost.uncount(pk, 'a')).rejects.toMatchObject(failure);
    await expect(lost.addName(pk, 'a')).rejects.toMatchObject(failure);
  });
});

test('a mark of an older version, which says when it was counted, is the last of all', async () => {
  const store = createDynamoStore('ledger');
  const pk = `count#${++counters}`;
  const older = { pk, owner: '', untilMs: 0, ttl: 9_999_999_999, count: 2, firstAtMs: 1_000, lastAtMs: 2_000 };
  await store.claim({ ...older, [markAttribute('a')]: 1_764_000_000_000, [markAttribute('b')]: 1_764_000_000_001 });
  expect(await store.count({ pk, mark: 'c', nowMs: 3_000, ttl: 9_999_999_999 })).toMatchObject({ position: 3 });
  expect(await store.count({ pk, mark: 'a', nowMs: 3_000, ttl: 9_999_999_999 })).toMatchObject({
    count: 3,
    position: 3,
  });
});
