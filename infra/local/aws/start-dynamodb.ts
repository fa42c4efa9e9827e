import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { type Listening, listen } from '../listen.ts';
import { LOCAL_REGION } from '../template/cloudformation.ts';
import type { LocalTable } from '../template.ts';

/** DynamoDB in memory on the loopback address, with the template's tables, empty. It removes nothing at its time to live. */
export async function startDynamoDb(tables: LocalTable[]): Promise<Listening> {
  const listening = await listen(dynalite({ createTableMs: 0 }));
  const client = new DynamoDBClient({
    endpoint: listening.url,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    for (const { name, properties } of tables)
      await client.send(new CreateTableCommand({ ...properties, TableName: name } as CreateTableCommandInput));
  } catch (error) {
    await listening.close();
    throw error;
  } finally {
    client.destroy();
  }
  return listening;
}
