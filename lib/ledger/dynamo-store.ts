import type {
  AttributeValue,
  DeleteItemInput,
  GetItemInput,
  GetItemOutput,
  PutItemInput,
  UpdateItemInput,
  UpdateItemOutput,
} from '@aws-sdk/client-dynamodb';
import { ExtensionError } from '../errors.ts';
import { SAME_KEY_HINT } from './come-again.ts';
import {
  addNameExpressions,
  countExpressions,
  toCounted,
  uncountExpressions,
  unmarkExpressions,
} from './dynamo-counter.ts';
import { createDynamoDb } from './dynamodb.ts';
import type { Item, ItemStore } from './item-store.ts';

type Attributes = Record<string, AttributeValue>;

/** The table in DynamoDB. */
export function createDynamoStore(TableName: string, dynamoDb = createDynamoDb()): ItemStore {
  async function update(pk: string, expressions: Partial<UpdateItemInput>): Promise<Attributes> {
    const input = { TableName, Key: keyOf(pk), ...expressions } satisfies UpdateItemInput;
    return (await dynamoDb<UpdateItemOutput>('UpdateItem', input)).Attributes ?? {};
  }
  async function read(pk: string): Promise<Attributes | undefined> {
    const input = { TableName, Key: keyOf(pk), ConsistentRead: true } satisfies GetItemInput;
    return (await dynamoDb<GetItemOutput>('GetItem', input)).Item;
  }

  return {
    claim: (item) => update(item.pk, claimExpressions(item)).then(fromAttributes).catch(unreachable),
    replace(item, owner) {
      const input = { TableName, Item: toAttributes(item), ...isOwner(owner) } satisfies PutItemInput;
      return dynamoDb('PutItem', input).then(succeeded, refusedOrUnreachable);
    },
    remove(pk, owner) {
      const input = { TableName, Key: keyOf(pk), ...isOwner(owner) } satisfies DeleteItemInput;
      return dynamoDb('DeleteItem', input).then(succeeded, refusedOrUnreachable);
    },
    get: (pk) =>
      read(pk)
        .then((found) => found && fromAttributes(found))
        .catch(unreachable),
    count: (counter) =>
      update(counter.pk, countExpressions(counter))
        .catch(async (thrown) => (isRefused(thrown) ? ((await read(counter.pk)) ?? {}) : unreachable(thrown)))
        .then((attributes) => toCounted(attributes, counter.mark))
        .catch(unreachable),
    unmark: (pk, mark) => update(pk, unmarkExpressions(mark)).then(() => {}, unlessRefused),
    uncount: (pk, mark) => update(pk, uncountExpressions(mark)).then(() => {}, unlessRefused),
    addName: (pk, name) => update(pk, addNameExpressions(name)).then(() => {}, unlessRefused),
  };
}

const keyOf = (pk: string): Attributes => ({ pk: { S: pk } });

const isOwner = (owner: string) => ({
  ConditionExpression: '#owner = :owner',
  ExpressionAttributeNames: { '#owner': 'owner' },
  ExpressionAttributeValues: { ':owner': { S: owner } },
});

/** `if_not_exists` on every attribute is an insert that never fails: the loser learns in the same call who won. */
function claimExpressions({ pk: _, ...attributes }: Item): Partial<UpdateItemInput> {
  const names = Object.keys(attributes);
  return {
    ReturnValues: 'ALL_NEW',
    UpdateExpression: `SET ${names.map((_, i) => `#a${i} = if_not_exists(#a${i}, :a${i})`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#a${i}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.values(attributes).map((value, i) => [`:a${i}`, toAttribute(value)]),
    ),
  };
}

const toAttribute = (value: string | number): AttributeValue =>
  typeof value === 'number' ? { N: String(value) } : { S: value };

const toAttributes = (item: Item): Attributes =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value)]));

const fromAttributes = (attributes: Attributes): Item =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { N, S = '' }]) => [name, N === undefined ? S : Number(N)]),
  ) as Item;

const succeeded = () => true;

const refusedOrUnreachable = (thrown: unknown): boolean => (isRefused(thrown) ? false : unreachable(thrown));

function unlessRefused(thrown: unknown): void {
  if (!isRefused(thrown)) unreachable(thrown);
}

const isRefused = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'ConditionalCheckFailedException';

function unreachable(thrown: unknown): never {
  if (thrown instanceof ExtensionError) throw thrown;
  throw new ExtensionError('internal', 'The ledger of what has been done could not be reached.', {
    hint: SAME_KEY_HINT,
    cause: thrown,
  });
}
