import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from '@jest/globals';
import { endpointOf } from '../../../lib/aws/endpoint.ts';

const SERVICES = [
  { name: 'dynamodb', variable: 'AWS_ENDPOINT_URL_DYNAMODB', Client: DynamoDBClient },
  { name: 'kms', variable: 'AWS_ENDPOINT_URL_KMS', Client: KMSClient },
  { name: 'secretsmanager', variable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER', Client: SecretsManagerClient },
] as const;

/** One of each of AWS's partitions, and some more. */
const REGIONS = [
  'us-east-1',
  'eu-central-1',
  'ap-southeast-5',
  'us-gov-west-1',
  'cn-north-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
  'eusc-de-east-1',
];

describe.each(SERVICES)('$name', ({ name, variable, Client }) => {
  test.each(REGIONS)('is in %s where the AWS SDK finds it', async (region) => {
    const client = new Client({ region });
    const { url } = client.config.endpointProvider({ Region: region, UseDualStack: false, UseFIPS: false });
    expect(endpointOf(name, variable, region, {}).href).toBe(url.href);
    client.destroy();
  });

  const ALL = 'http://all.example/';
  const OWN = 'http://own.example:8000/below';
  test.each([
    ['its own variable', { [variable]: OWN }, OWN],
    ['the variable for every service', { AWS_ENDPOINT_URL: ALL }, ALL],
    ['its own before that', { [variable]: OWN, AWS_ENDPOINT_URL: ALL }, OWN],
    [
      'neither where they are empty',
      { [variable]: '', AWS_ENDPOINT_URL: '' },
      `https://${name}.us-east-1.amazonaws.com/`,
    ],
  ])('is where the environment says: %s', (_, env, expected) => {
    expect(endpointOf(name, variable, 'us-east-1', env).href).toBe(expected);
  });
});
