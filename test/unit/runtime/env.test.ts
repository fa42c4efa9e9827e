import { describe, expect, test } from '@jest/globals';
import { parseEnv } from '../../../lib/runtime/env.ts';

const least = { SECRET_PREFIX: 'halopsa/dev', LEDGER_TABLE: 'table' };

test('the least that is needed, with a default for the rest', () => {
  expect(parseEnv(least)).toEqual({
    ...least,
    ORG_SECRET_OIDS: [],
    DEFAULT_OID: '',
    ALLOWED_HALO_HOSTS: [],
    ALLOW_LOOPBACK_HTTP: 'false',
    LEDGER_RETENTION_HOURS: 24,
    HALO_CALLS_PER_5_MINUTES: 300,
    ACTION_NAMES: [],
    LOG_LEVEL: 'INFO',
    POWERTOOLS_SERVICE_NAME: 'halopsa-extension',
    POWERTOOLS_METRICS_NAMESPACE: 'HaloPSA/LimaCharlie',
    AWS_LAMBDA_FUNCTION_NAME: 'unnamed',
  });
});

test.each([
  ['', []],
  [' , ', []],
  ['a.example', ['a.example']],
  [' A.example , b.example ,', ['a.example', 'b.example']],
])('a list is written with commas: %j', (text, list) => {
  expect(parseEnv({ ...least, ALLOWED_HALO_HOSTS: text }).ALLOWED_HALO_HOSTS).toEqual(list);
});

describe('a wrong environment is named by its variable', () => {
  test.each([
    ['SECRET_PREFIX', undefined],
    ['SECRET_PREFIX', ''],
    ['LEDGER_TABLE', undefined],
    ['BUDGET_TABLE', ''],
    ['TOKEN_KEY_ARN', ''],
    ['ALLOW_LOOPBACK_HTTP', 'yes'],
    ['LEDGER_RETENTION_HOURS', '0'],
    ['LEDGER_RETENTION_HOURS', 'a day'],
    ['HALO_CALLS_PER_5_MINUTES', '-1'],
    ['HALO_CALLS_PER_5_MINUTES', '1.5'],
  ])('%s=%s', (name, value) => {
    expect(() => parseEnv({ ...least, [name]: value })).toThrow(`The function's environment is wrong: ${name}:`);
  });
});
