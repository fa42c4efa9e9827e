import { describe, expect, test } from '@jest/globals';
import type * as v from 'valibot';
import { parseSecret } from '../../../lib/credentials/parse-secret.ts';
import { extensionSecretSchema, orgSecretSchema, sharedSecretSchema } from '../../../lib/credentials/schemas.ts';
import type { ExtensionError } from '../../../lib/errors.ts';

const OID = '5de8f4ca-2108-47c3-83dc-f5f27dabb0e8';
const right = { instance_url: 'https://a.halopsa.com', client_id: 'id', client_secret: 'canary-secret' };

function refusal(schema: v.GenericSchema, text: string | undefined): ExtensionError {
  try {
    parseSecret(schema, text, 'stage/default');
  } catch (thrown) {
    return thrown as ExtensionError;
  }
  throw new Error('was accepted');
}

test('a right secret is read', () => {
  expect(parseSecret(orgSecretSchema, JSON.stringify(right), 'x')).toEqual(right);
});

describe('a wrong secret is refused by name, with each wrong member and no value', () => {
  test.each<[string, v.GenericSchema, unknown, string]>([
    ['a missing member', orgSecretSchema, { ...right, client_id: undefined }, '`client_id` (missing)'],
    ['a blank member', orgSecretSchema, { ...right, client_secret: '  ' }, '`client_secret` (empty)'],
    ['a member of another type', orgSecretSchema, { ...right, client_id: 4711_0815 }, '`client_id` (expected string)'],
    ['an empty optional member', orgSecretSchema, { ...right, tenant: '' }, '`tenant` (empty)'],
    [
      'a member of a list',
      sharedSecretSchema,
      { ...right, allowed_oids: ['*', 4711_0815] },
      '`allowed_oids.1` (expected string)',
    ],
    [
      'a string for a list',
      sharedSecretSchema,
      { ...right, allowed_oids: '4711_0815' },
      '`allowed_oids` (expected Array)',
    ],
    [
      'a client id below 1',
      orgSecretSchema,
      { ...right, allowed_client_ids: [0] },
      '`allowed_client_ids.0` (expected >=1)',
    ],
    [
      'a misspelt member',
      orgSecretSchema,
      { ...right, allowed_client_id: [4711_0815] },
      '`allowed_client_id` (no member that it has; did you mean `allowed_client_ids`?)',
    ],
    [
      'a misspelt member of the terms of one org',
      sharedSecretSchema,
      { ...right, orgs: { [OID]: { allowedClientIds: [4711_0815] } } },
      `\`orgs.${OID}.allowedClientIds\` (no member that it has; did you mean \`allowed_client_ids\`?)`,
    ],
    [
      'terms under what is no org id',
      sharedSecretSchema,
      { ...right, orgs: { northwind: { allowed_client_ids: [12] } } },
      '`orgs.northwind` (expected uuid)',
    ],
    [
      'a short shared secret',
      extensionSecretSchema,
      { shared_secret: '4711081' },
      '`shared_secret` (expected at least 8 characters)',
    ],
    ['a string', orgSecretSchema, '4711_0815', '`the whole` (expected Object)'],
    ['null', orgSecretSchema, null, '`the whole` (expected Object)'],
    [
      'several',
      orgSecretSchema,
      { instance_url: 1 },
      '`instance_url` (expected string), `client_id` (missing), `client_secret` (missing)',
    ],
  ])('%s', (_, schema, content, described) => {
    const error = refusal(schema, JSON.stringify(content));
    expect(error).toMatchObject({ code: 'credentials_invalid', retriable: false });
    expect(error.message).toBe(`The secret \`stage/default\` can't be read as credentials: ${described}.`);
    expect(`${error.message}${error.hint}`).not.toMatch(/canary|4711/);
  });

  test.each(['', 'canary', '{"client_secret":"canary', '"canary'])('%j, which is not JSON', (text) => {
    const error = refusal(orgSecretSchema, text);
    expect(error.message).toBe('The secret `stage/default` is not JSON.');
    expect(`${error.message}${error.hint}`).not.toContain('canary');
  });

  test('none at all', () => {
    expect(refusal(orgSecretSchema, undefined).message).toBe(
      "The secret `stage/default` has no value or can't be read.",
    );
  });
});

test('a member that is like no other is passed over, however long its name', () => {
  const others = { zzz: 1, comment: 'for the SOC', ['x'.repeat(10_000)]: 1, allowed_oids: ['*'] };
  expect(parseSecret(orgSecretSchema, JSON.stringify({ ...right, ...others }), 'stage/default')).toEqual(right);
});

test('the hint says where to correct it, and when it takes effect', () => {
  expect(refusal(orgSecretSchema, '{}').hint).toBe(
    'Correct the secret `stage/default` in AWS Secrets Manager; it takes effect within ten seconds.',
  );
});
