/** As often as the SDK tries unless told otherwise. */
export const SDK_DEFAULT_ATTEMPTS = 3;

/** Has DynamoDB's SDK find its endpoint, region and keys where it finds them in a Lambda too: in the environment. */
export function pointSdkTo(url: string, maxAttempts = 1): void {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = url;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
  process.env.AWS_MAX_ATTEMPTS = String(maxAttempts);
}
