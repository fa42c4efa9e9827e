import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';

/** What DynamoDB takes at once. */
const BATCH = 25;
const LANES = 4;

/** Puts finished messages into the ledger's table: those with the numbers from `from` up to but without `to`. */
export async function fillTable(dynamodbUrl: string, from: number, to: number): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: dynamodbUrl, region: 'us-east-1', credentials });
  let next = from;
  const fillLane = async () => {
    while (next < to) {
      const first = next;
      next = Math.min(first + BATCH, to);
      const requests = Array.from({ length: next - first }, (_, i) => ({ PutRequest: { Item: finished(first + i) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [LEDGER_TABLE.name]: requests } }));
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, fillLane));
  } finally {
    client.destroy();
  }
}

const finished = (index: number) => ({
  pk: { S: `filler#${index}` },
  owner: { S: `owner-${index}` },
  untilMs: { N: '0' },
  ttl: { N: '9999999999' },
  state: { S: 'done' },
});
