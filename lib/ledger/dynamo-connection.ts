import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Sdk = typeof import('@aws-sdk/client-dynamodb');

/** The client, and the SDK that makes its commands. */
export type DynamoConnection = () => Promise<{ dynamo: DynamoDBClient; sdk: Sdk }>;

/** One client for every table of a process. The SDK is loaded with the first call. */
export function createDynamoConnection(): DynamoConnection {
  let dynamo: DynamoDBClient | undefined;
  return async () => {
    const sdk = await import('@aws-sdk/client-dynamodb');
    dynamo ??= new sdk.DynamoDBClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 } });
    return { dynamo, sdk };
  };
}
