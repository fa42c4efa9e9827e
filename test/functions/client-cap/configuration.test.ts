import { afterEach, describe, expect, test } from '@jest/globals';
import { type CappedExtension, startCapped } from '../../support/capped.ts';
import { OID, OTHER_OID } from '../../support/extension.ts';
import { apiCalls } from '../../support/halo-calls.ts';

let capped: CappedExtension;
afterEach(() => capped.extension.close());

const validate = (conf: unknown, oid = OTHER_OID) =>
  capped.extension.deliver({ version: 20221218, conf_validation: { org: { oid, jwt: 'j' }, conf } });

describe('a configuration whose default client the org may not touch', () => {
  test('is refused, saying why', async () => {
    capped = await startCapped([12, 14]);
    const { status, body } = await validate({ default_client_id: 13 });
    expect(status).toBe(400);
    expect(body).toMatchObject({ retriable: false, error: expect.stringContaining('`default_client_id`') });
    expect(body.error).toContain('allowed: 12, 14');
  });

  test('is nothing to an org without a limit', async () => {
    capped = await startCapped([12]);
    expect((await validate({ default_client_id: 13 }, OID)).status).toBe(200);
  });
});

test.each([[{}], [null], [{ default_client_id: '12' }]])('the configuration %j is accepted', async (conf) => {
  capped = await startCapped([12]);
  expect((await validate(conf)).status).toBe(200);
});

describe('a secret whose default client is outside its own limit', () => {
  test('fails every call, and says what to correct', async () => {
    capped = await startCapped([12], { defaults: { default_client_id: 13 } });
    for (const { text } of await capped.atBothDoors('create_ticket', { summary: 's' })) {
      expect(text).toContain('credentials_invalid');
      expect(text).toContain('default_client_id');
      expect(text).toContain('allowed: 12');
    }
    expect(apiCalls(capped.extension)).toEqual([]);
  });

  test('fails the check of a configuration', async () => {
    capped = await startCapped([12], { defaults: { default_client_id: 13 } });
    expect((await validate({})).body.error).toContain('credentials_invalid');
  });
});

test('the general limit of a shared secret counts for an org without terms of its own', async () => {
  capped = await startCapped([12]);
  const secret = JSON.parse(capped.extension.secrets.get('default') ?? '');
  capped.extension.secrets.set('default', JSON.stringify({ ...secret, allowed_client_ids: [14] }));
  const own = await capped.extension.direct('create_ticket', { summary: 's' });
  expect(own.body).toMatchObject({ client_id: 14 });
  expect((await capped.call('create_ticket', { summary: 's' })).body).toMatchObject({ client_id: 12 });
});

describe('a limit that is misspelt in the secret bounds every call, which is refused until it is corrected', () => {
  const secretWith = async (terms: Record<string, unknown>) => {
    capped = await startCapped([12]);
    const { secrets } = capped.extension;
    secrets.set('default', JSON.stringify({ ...JSON.parse(secrets.get('default') ?? ''), ...terms }));
  };

  test.each<[string, Record<string, unknown>, string]>([
    ['for all orgs', { allowed_client_id: [12] }, '`allowed_client_id` (no member that it has; did you mean `allowed_'],
    ['for one', { orgs: { [OTHER_OID]: { allowedClientIds: [12] } } }, `\`orgs.${OTHER_OID}.allowedClientIds\` (no`],
    ['in its org', { orgs: { [OTHER_OID.slice(1)]: { allowed_client_ids: [12] } } }, '(expected uuid)'],
  ])('%s', async (_, terms, named) => {
    await secretWith(terms);
    for (const { status, text } of await capped.atBothDoors('create_ticket', { summary: 's', client_id: 13 })) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(JSON.parse(text).detail ?? JSON.parse(text).error).toContain(named);
      expect(text).toContain('credentials_invalid');
    }
    expect(capped.extension.logs).toContainEqual(expect.objectContaining({ code: 'credentials_invalid' }));
    expect(apiCalls(capped.extension)).toEqual([]);
  });
});
