/** Has DynamoDB's SDK find its endpoint, region and keys where it finds them in a Lambda too: in the environment. One try, no waiting. */
export function pointSdkTo(url: string): void {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = url;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
  process.env.AWS_MAX_ATTEMPTS = '1';
}
