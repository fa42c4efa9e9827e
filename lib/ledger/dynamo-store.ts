import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ExtensionError } from '../errors.ts';
import { createDynamoConnection } from './dynamo-connection.ts';
import { countCommand, toCounted, unmarkCommand } from './dynamo-counter.ts';
import type { Item, ItemStore } from './item-store.ts';

const IS_OWNER = { ConditionExpression: '#owner = :owner', ExpressionAttributeNames: { '#owner': 'owner' } };

/** The table in DynamoDB. */
export function createDynamoStore(tableName: string, connect = createDynamoConnection()): ItemStore {
  async function call<T>(
    operation: (client: DynamoDBClient, sdk: typeof import('./dynamo-sdk.ts')) => Promise<T>,
  ): Promise<T> {
    const { dynamo, sdk } = await connect();
    return operation(dynamo, sdk);
  }

  return {
    claim: (item) =>
      call(async (dynamo, sdk) => {
        // `if_not_exists` on every attribute is an insert that never fails: the loser learns in the same call who won.
        const attributes = Object.entries(item).filter(([name]) => name !== 'pk');
        const command = new sdk.UpdateItemCommand({
          TableName: tableName,
          Key: { pk: { S: item.pk } },
          UpdateExpression: `SET ${attributes.map((_, i) => `#a${i} = if_not_exists(#a${i}, :a${i})`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(attributes.map(([name], i) => [`#a${i}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            attributes.map(([, value], i) => [`:a${i}`, toAttribute(value)]),
          ),
          ReturnValues: 'ALL_NEW',
        });
        return fromAttributes((await dynamo.send(command)).Attributes ?? {});
      }).catch(unreachable),
    replace: (item, owner) =>
      call((dynamo, sdk) =>
        dynamo.send(
          new sdk.PutItemCommand({
            TableName: tableName,
            Item: Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value)])),
            ...IS_OWNER,
            ExpressionAttributeValues: { ':owner': { S: owner } },
          }),
        ),
      ).then(succeeded, refusedOrUnreachable),
    remove: (pk, owner) =>
      call((dynamo, sdk) =>
        dynamo.send(
          new sdk.DeleteItemCommand({
            TableName: tableName,
            Key: { pk: { S: pk } },
            ...IS_OWNER,
            ExpressionAttributeValues: { ':owner': { S: owner } },
          }),
        ),
      ).then(succeeded, refusedOrUnreachable),
    get: (pk) =>
      call(async (dynamo, sdk) => {
        const reply = await dynamo.send(
          new sdk.GetItemCommand({ TableName: tableName, Key: { pk: { S: pk } }, ConsistentRead: true }),
        );
        return reply.Item && fromAttributes(reply.Item);
      }).catch(unreachable),
    count: (update) =>
      call(async (dynamo, sdk) => {
        try {
          const reply = await dynamo.send(new sdk.UpdateItemCommand(countCommand(tableName, update)));
          return toCounted(reply.Attributes ?? {}, update.mark);
        } catch (thrown) {
          if (!isRefused(thrown)) throw thrown;
          const reply = await dynamo.send(
            new sdk.GetItemCommand({ TableName: tableName, Key: { pk: { S: update.pk } }, ConsistentRead: true }),
          );
          return toCounted(reply.Item ?? {}, update.mark);
        }
      }).catch(unreachable),
    unmark: (pk, mark) =>
      call(async (dynamo, sdk) => {
        await dynamo.send(new sdk.UpdateItemCommand(unmarkCommand(tableName, pk, mark)));
      }).catch(unlessRefused),
  };
}

const toAttribute = (value: string | number): AttributeValue =>
  typeof value === 'number' ? { N: String(value) } : { S: value };

const fromAttributes = (attributes: Record<string, AttributeValue>): Item =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      value.N === undefined ? (value.S ?? '') : Number(value.N),
    ]),
  ) as Item;

const succeeded = () => true;

function refusedOrUnreachable(thrown: unknown): boolean {
  return isRefused(thrown) ? false : unreachable(thrown);
}

function unlessRefused(thrown: unknown): void {
  if (!isRefused(thrown)) unreachable(thrown);
}

const isRefused = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'ConditionalCheckFailedException';

function unreachable(thrown: unknown): never {
  throw new ExtensionError('internal', 'The ledger of what has been done could not be reached.', {
    hint: 'Send it again under the same idempotency key.',
    cause: thrown,
  });
}
