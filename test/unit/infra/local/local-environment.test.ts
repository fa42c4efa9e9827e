import { expect, test } from '@jest/globals';
import { localEnvironment } from '../../../../infra/local/local-environment.ts';

const endpoints = { secretsManagerUrl: 'http://s', dynamodbUrl: 'http://d', kmsUrl: 'http://k', oid: 'the-org' };
const hosts = (listed: string | undefined, halopsaUrl?: string) => {
  const environment = listed === undefined ? {} : { ALLOWED_HALO_HOSTS: listed };
  return localEnvironment({ environment: environment as Record<string, string> }, { ...endpoints, halopsaUrl })
    .ALLOWED_HALO_HOSTS;
};

test("the template's environment stays but for services, org and plain HTTP", () => {
  const environment = { LOG_LEVEL: 'INFO', DEFAULT_OID: 'deployed', ALLOWED_HALO_HOSTS: '' };
  expect(localEnvironment({ environment }, endpoints)).toEqual({
    LOG_LEVEL: 'INFO',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://s',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://d',
    AWS_ENDPOINT_URL_KMS: 'http://k',
    ALLOW_LOOPBACK_HTTP: 'true',
    HALO_CALLS_PER_5_MINUTES: '0',
    POWERTOOLS_METRICS_DISABLED: 'true',
    ALLOWED_HALO_HOSTS: '',
    DEFAULT_OID: 'the-org',
  });
});

test.each([
  ['', undefined, ''],
  ['a.example', undefined, 'a.example'],
  ['', 'https://b.example/base', 'b.example'],
  ['a.example', 'https://b.example:443', 'a.example,b.example'],
  [undefined, 'https://b.example', 'b.example'],
])('hosts "%s" with --halopsa-url %s are "%s"', (listed, url, expected) => {
  expect(hosts(listed, url)).toBe(expected);
});
