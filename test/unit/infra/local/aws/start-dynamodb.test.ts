import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { LEDGER_TABLE } from '../../../../../infra/local/aws/ledger-table.ts';
import { startDynamoDb } from '../../../../../infra/local/aws/start-dynamodb.ts';
import type { LocalTable } from '../../../../../infra/local/template.ts';

async function withClient(tables: LocalTable[], run: (client: DynamoDBClient) => Promise<void>): Promise<void> {
  const endpoint = await startDynamoDb(tables);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: endpoint.url, region: 'us-east-1', credentials });
  try {
    await run(client);
  } finally {
    client.destroy();
    await endpoint.close();
  }
}

test("the template's tables take items at once, on a condition too", async () => {
  await withClient([LEDGER_TABLE], async (client) => {
    const Item = { pk: { S: 'done' } };
    const once = { TableName: 'ledger', Item, ConditionExpression: 'attribute_not_exists(pk)' };
    await client.send(new PutItemCommand(once));
    await expect(client.send(new PutItemCommand(once))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    expect((await client.send(new GetItemCommand({ TableName: 'ledger', Key: Item }))).Item).toEqual(Item);
  });
});

test('a template without tables gives a database without tables', async () => {
  await withClient([], async (client) => {
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });
});

test('a table that DynamoDB refuses is an error, and nothing stays open', async () => {
  const nameless = { name: 'x', properties: { ...LEDGER_TABLE.properties, KeySchema: [] } };
  await expect(startDynamoDb([nameless])).rejects.toThrow();
});
