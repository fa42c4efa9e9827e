/** As often as a call to AWS is made unless the environment says otherwise. */
export const DEFAULT_ATTEMPTS = 3;

/** Has `lib/aws` find a service's endpoint, region and keys where it finds them in a Lambda too: in the environment. */
export function pointAwsTo(url: string, maxAttempts = 1, service: 'DYNAMODB' | 'KMS' = 'DYNAMODB'): void {
  process.env[`AWS_ENDPOINT_URL_${service}`] = url;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
  process.env.AWS_MAX_ATTEMPTS = String(maxAttempts);
}
