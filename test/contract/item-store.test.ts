import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import { startDynamoDb } from '../../infra/local/aws/start-dynamodb.ts';
import type { Listening } from '../../infra/local/listen.ts';
import { createDynamoStore } from '../../lib/ledger/dynamo-store.ts';
import type { Item, ItemStore } from '../../lib/ledger/item-store.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { pointAwsTo } from '../support/point-aws-to.ts';

let dynamoDb: Listening;

beforeAll(async () => {
  dynamoDb = await startDynamoDb([LEDGER_TABLE]);
  pointAwsTo(dynamoDb.url);
});
afterAll(() => dynamoDb.close());

describe.each<[string, () => ItemStore]>([
  ['the table in memory', createMemoryStore],
  ["DynamoDB's wire", () => createDynamoStore('ledger')],
])('%s', (_, create) => {
  let store: ItemStore;
  let number = 0;
  let pk: string;
  beforeAll(() => {
    store = create();
  });
  beforeEach(() => {
    pk = `once#${number++}`;
  });

  const item = (owner: string, more: Partial<Item> = {}): Item => ({
    pk,
    owner,
    untilMs: 1_732_444_800_123,
    ttl: 1_732_448_400,
    ...more,
  });

  describe('claim', () => {
    test('inserts what is not there, and returns it', async () => {
      expect(await store.claim(item('a', { state: 'started' }))).toEqual(item('a', { state: 'started' }));
      expect(await store.get(pk)).toEqual(item('a', { state: 'started' }));
    });

    test('returns what is there, and changes nothing of it', async () => {
      const held = item('a', { state: 'started', digest: 'x' });
      await store.claim(held);
      expect(await store.claim(item('b', { state: 'other', digest: 'y', untilMs: 1, ttl: 2 }))).toEqual(held);
      expect(await store.get(pk)).toEqual(held);
    });

    test('adds what an item of an older version does not have, and changes nothing else of it', async () => {
      await store.claim(item('a', { state: 'open' }));
      const completed = item('a', { state: 'open', earlierIds: '' });
      expect(await store.claim(item('b', { state: 'opening', earlierIds: '' }))).toEqual(completed);
      expect(await store.get(pk)).toEqual(completed);
    });

    test('made again by its winner is won again: a repeated call does no harm', async () => {
      await store.claim(item('a'));
      expect((await store.claim(item('a'))).owner).toBe('a');
    });

    test('inserts again what was removed', async () => {
      await store.claim(item('a'));
      await store.remove(pk, 'a');
      expect((await store.claim(item('b'))).owner).toBe('b');
    });

    test('of a key of more than 2,048 bytes is refused', async () => {
      pk = 'x'.repeat(2_049);
      await expect(store.claim(item('a'))).rejects.toMatchObject({ code: 'internal' });
    });

    test('of twenty at once is won by one, and all the others learn by whom', async () => {
      const owners = Array.from({ length: 20 }, (__, i) => `owner-${i}`);
      const held = await Promise.all(owners.map((owner) => store.claim(item(owner))));
      expect(new Set(held.map((one) => one.owner)).size).toBe(1);
      expect(await store.get(pk)).toEqual(held[0]);
    });
  });

  describe('replace', () => {
    test('by the owner overwrites the whole item', async () => {
      await store.claim(item('a', { state: 'started' }));
      expect(await store.replace(item('b', { answer: 'x' }), 'a')).toBe(true);
      expect(await store.get(pk)).toEqual(item('b', { answer: 'x' }));
    });

    test('may leave the owner as it is, and be made again', async () => {
      await store.claim(item('a'));
      expect(await store.replace(item('a', { state: 'done' }), 'a')).toBe(true);
      expect(await store.replace(item('a', { state: 'done' }), 'a')).toBe(true);
    });

    test('by somebody else changes nothing', async () => {
      await store.claim(item('a'));
      expect(await store.replace(item('b'), 'c')).toBe(false);
      expect(await store.get(pk)).toEqual(item('a'));
    });

    test('inserts nothing', async () => {
      expect(await store.replace(item('b'), 'a')).toBe(false);
      expect(await store.get(pk)).toBeUndefined();
    });

    test('of twenty at once succeeds for one', async () => {
      await store.claim(item('a'));
      const replaced = await Promise.all(Array.from({ length: 20 }, (__, i) => store.replace(item(`owner-${i}`), 'a')));
      expect(replaced.filter(Boolean)).toHaveLength(1);
      expect((await store.get(pk))?.owner).toBe(`owner-${replaced.indexOf(true)}`);
    });
  });

  describe('remove', () => {
    test('by the owner removes', async () => {
      await store.claim(item('a'));
      expect(await store.remove(pk, 'a')).toBe(true);
      expect(await store.get(pk)).toBeUndefined();
    });

    test('by somebody else does not', async () => {
      await store.claim(item('a'));
      expect(await store.remove(pk, 'b')).toBe(false);
      expect(await store.get(pk)).toEqual(item('a'));
    });

    test('of what is not there is no success', async () => {
      expect(await store.remove(pk, 'a')).toBe(false);
    });
  });

  test('get of what is not there is nothing', async () => {
    expect(await store.get(pk)).toBeUndefined();
  });

  test.each<[string, Partial<Item>]>([
    ['an empty text', { answer: '' }],
    ['a text in every script', { answer: 'Ünï \u{1f600} \u0000 "quoted" \\' }],
    ['as large an answer as the ledger keeps', { answer: '\u20ac'.repeat(100_000) }],
    ['a number below one', { n: 0.25 }],
    ['a negative number', { n: -5 }],
    ['attributes named like words of DynamoDB', { state: 's', name: 'n', value: 'v', ttl: 7, blocks: '[]' }],
  ])('keeps %s as it is', async (__, more) => {
    await store.claim(item('a', more));
    expect(await store.get(pk)).toEqual(item('a', more));
    await store.replace(item('b', more), 'a');
    expect(await store.get(pk)).toEqual(item('b', more));
  });

  test('keeps items apart by their whole key', async () => {
    await store.claim(item('a'));
    await store.claim(item('b', { pk: `${pk}#` }));
    expect([(await store.get(pk))?.owner, (await store.get(`${pk}#`))?.owner]).toEqual(['a', 'b']);
  });

  test('hands out copies: whoever changes one changes nothing in the table', async () => {
    const held = await store.claim(item('a'));
    held.owner = 'changed';
    expect((await store.get(pk))?.owner).toBe('a');
  });
});
