import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Sdk = typeof import('./dynamo-sdk.ts');

/** The client, and the SDK that makes its commands. */
export type DynamoConnection = () => Promise<{ dynamo: DynamoDBClient; sdk: Sdk }>;

const TIMEOUTS = { connectionTimeout: 1_000, requestTimeout: 3_000 };

/**
 * One client for every table of a process. The SDK is loaded with the first call.
 * @param timeouts in milliseconds, of each of the SDK's attempts
 */
export function createDynamoConnection(timeouts = TIMEOUTS): DynamoConnection {
  async function connect() {
    const sdk = await import('./dynamo-sdk.ts');
    const dynamo = new sdk.DynamoDBClient(sdk.clientSettings(timeouts));
    return { dynamo, sdk };
  }
  let connection: ReturnType<DynamoConnection> | undefined;
  return () => {
    connection ??= connect();
    return connection;
  };
}
