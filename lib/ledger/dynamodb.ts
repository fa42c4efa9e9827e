import { type AwsCall, type AwsJsonOptions, createAwsJson } from '../aws/aws-json.ts';

const DYNAMODB = {
  name: 'dynamodb',
  endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB',
  target: 'DynamoDB_20120810',
  jsonVersion: '1.0',
  retries: { maxAttempts: 4, baseDelayMs: 25 },
} as const;

const TIMEOUTS = { connectTimeoutMs: 1_000, attemptTimeoutMs: 3_000 };

/** DynamoDB, for every table of a process. */
export const createDynamoDb = (options: AwsJsonOptions = TIMEOUTS): AwsCall => createAwsJson(DYNAMODB, options);
