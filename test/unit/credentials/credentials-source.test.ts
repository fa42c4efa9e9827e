import { beforeEach, describe, expect, test } from '@jest/globals';
import { createCredentialsSource } from '../../../lib/credentials/credentials-source.ts';
import { ownSecretOids as own } from '../../../lib/credentials/own-secret-oids.ts';
import { createSecretReader } from '../../../lib/credentials/secret-reader.ts';
import { createTestClock } from '../../support/test-clock.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const OWN_OID = '99999999-8888-4777-8666-555555555555';
const halo = (client_id: string, more = {}) => ({
  instance_url: 'https://northwind.halopsa.com',
  client_id,
  client_secret: 'secret-value',
  ...more,
});

let stored: Record<string, unknown>;
let reads: string[];
beforeEach(() => {
  stored = {};
  reads = [];
});

const clock = createTestClock();
const source = (ownSecretOids: string[] = []) =>
  createCredentialsSource({
    secrets: createSecretReader(async (name) => {
      reads.push(name);
      const value = stored[name];
      if (value instanceof Error) throw value;
      return typeof value === 'object' ? JSON.stringify(value) : (value as string | undefined);
    }, clock),
    prefix: 'stage',
    ownSecretOids: own(ownSecretOids),
  });

describe('an org gets', () => {
  test('its own secret, where there is one', async () => {
    stored = { [`stage/orgs/${OID}`]: halo('own'), 'stage/default': halo('shared', { allowed_oids: [OID] }) };
    await expect(source().forOrg(OID)).resolves.toMatchObject({ client_id: 'own' });
  });

  test('no secret that is left over from when it was configured, where others are', async () => {
    stored = { [`stage/orgs/${OID}`]: halo('left over'), 'stage/default': halo('shared', { allowed_oids: [OWN_OID] }) };
    await expect(source([OWN_OID]).forOrg(OID)).rejects.toMatchObject({ code: 'org_not_configured' });
    expect(reads).toEqual(['stage/default']);
  });

  test('its own secret whatever the case of its id', async () => {
    stored = { [`stage/orgs/${OID}`]: halo('own') };
    await expect(source().forOrg(OID.toUpperCase())).resolves.toMatchObject({ client_id: 'own' });
  });

  test('its own secret also while the shared one is not to be had', async () => {
    stored = { [`stage/orgs/${OID}`]: halo('own'), 'stage/default': new Error('throttled') };
    await expect(source().forOrg(OID)).resolves.toMatchObject({ client_id: 'own' });
  });

  test('the shared secret, where that lists it', async () => {
    stored = { 'stage/default': halo('shared', { allowed_oids: [` ${OID.toUpperCase()} `] }) };
    await expect(source().forOrg(OID)).resolves.toEqual(halo('shared'));
  });

  test('the shared secret, where that says every org', async () => {
    stored = { 'stage/default': halo('shared', { allowed_oids: ['*'] }) };
    await expect(source().forOrg(OID)).resolves.toMatchObject({ client_id: 'shared' });
  });
});

describe('an org is refused', () => {
  const refusal = (oid: string, own: string[] = []) =>
    source(own)
      .forOrg(oid)
      .catch((error) => error);

  test.each<[string, Record<string, unknown>]>([
    ['without any secret', {}],
    ['where the shared secret lists nobody', { 'stage/default': halo('shared') }],
    ['where the shared secret has an empty list', { 'stage/default': halo('shared', { allowed_oids: [] }) }],
    ['where the shared secret lists others', { 'stage/default': halo('shared', { allowed_oids: [OWN_OID] }) }],
    ['that only the secret of another org would fit', { [`stage/orgs/${OWN_OID}`]: halo('other') }],
  ])('%s', async (_, secrets) => {
    stored = secrets;
    await expect(refusal(OID)).resolves.toMatchObject({
      code: 'org_not_configured',
      hint: `Put the org's credentials into the secret \`stage/orgs/${OID}\`, which \`orgOids\` of the deployment has to list, or list the org in \`allowed_oids\` of the secret \`stage/default\`.`,
    });
  });

  test('where its own secret is gone: by configuration the shared one never stands in for it', async () => {
    stored = { 'stage/default': halo('shared', { allowed_oids: ['*'] }) };
    await expect(refusal(OWN_OID, [OWN_OID])).resolves.toMatchObject({ code: 'org_not_configured' });
    await expect(source([OWN_OID]).forOrg(OID)).resolves.toMatchObject({ client_id: 'shared' });
  });

  test('where its own secret is gone, and only the beginning of its id is told, since the listed are many', async () => {
    stored = { 'stage/default': halo('shared', { allowed_oids: ['*'] }) };
    await expect(refusal(OWN_OID, ['99999999'])).resolves.toMatchObject({ code: 'org_not_configured' });
    await expect(source(['99999999']).forOrg(OID)).resolves.toMatchObject({ client_id: 'shared' });
  });

  test('where its own secret is broken: the shared one is no way round it', async () => {
    stored = { [`stage/orgs/${OID}`]: '{', 'stage/default': halo('shared', { allowed_oids: ['*'] }) };
    await expect(refusal(OID)).resolves.toMatchObject({ code: 'credentials_invalid' });
  });

  test.each([
    '',
    '*',
    'default',
    '../default',
    `${OID}/../default`,
    `${OID}x`,
    'x'.repeat(10_000),
    '11111111222243338444555555555555',
  ])('where its id is no UUID (case %#): nothing else becomes part of a secret’s name', async (oid) => {
    stored = { 'stage/default': halo('shared', { allowed_oids: ['*'] }) };
    const error = await refusal(oid);
    expect(error).toMatchObject({ code: 'org_not_configured', hint: 'A LimaCharlie org id is a UUID.' });
    expect(error.message.length).toBeLessThan(200);
    expect(reads).toEqual([]);
  });
});

test('an unreachable Secrets Manager is no missing secret', async () => {
  stored = { [`stage/orgs/${OID}`]: new Error('unreachable') };
  await expect(source().forOrg(OID)).rejects.toThrow('unreachable');
});

test('both names are asked for at once', async () => {
  const asked: string[] = [];
  const pending = createCredentialsSource({
    secrets: {
      read: (name) => {
        asked.push(name);
        return new Promise(() => {});
      },
      expire() {},
    },
    prefix: 'stage',
    ownSecretOids: own([]),
  });
  void pending.forOrg(OID);
  await Promise.resolve();
  expect(asked.sort()).toEqual(['stage/default', `stage/orgs/${OID}`]);
});

describe('what a secret says is worked out once', () => {
  const everyOrg = halo('shared', { allowed_oids: ['*'], orgs: { [OWN_OID]: { allowed_client_ids: [12] } } });

  test.each<[string, Record<string, unknown>]>([
    ['its own', { [`stage/orgs/${OID}`]: halo('own') }],
    ['the shared one', { 'stage/default': everyOrg }],
  ])('%s', async (_, secrets) => {
    stored = secrets;
    const credentials = source();
    expect(await credentials.forOrg(OID)).toBe(await credentials.forOrg(OID));
  });

  test('and is each org’s own, though the secret is shared', async () => {
    stored = { 'stage/default': everyOrg };
    const credentials = source();
    await expect(credentials.forOrg(OID)).resolves.not.toHaveProperty('allowed_client_ids');
    await expect(credentials.forOrg(OWN_OID)).resolves.toMatchObject({ allowed_client_ids: [12] });
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['its own secret', { [`stage/orgs/${OID}`]: halo('old') }, { [`stage/orgs/${OID}`]: halo('new') }],
    ['the shared secret', { 'stage/default': everyOrg }, { 'stage/default': halo('new', { allowed_oids: [OID] }) }],
    ['where it comes from', { 'stage/default': everyOrg }, { [`stage/orgs/${OID}`]: halo('new') }],
  ])('until %s is another', async (_, before, after) => {
    stored = before;
    const credentials = source();
    await credentials.forOrg(OID);
    stored = after;
    clock.advance(300_000);
    await expect(credentials.forOrg(OID)).resolves.toMatchObject({ client_id: 'new' });
  });

  test('until the shared secret no longer lists the org', async () => {
    stored = { 'stage/default': everyOrg };
    const credentials = source();
    await credentials.forOrg(OID);
    stored = { 'stage/default': halo('shared', { allowed_oids: [OWN_OID] }) };
    clock.advance(300_000);
    await expect(credentials.forOrg(OID)).rejects.toMatchObject({ code: 'org_not_configured' });
  });
});

test('a refusal has both of the org’s names read again', async () => {
  const oid = 'abcdef11-2222-4333-8444-555555555555';
  stored = { 'stage/default': halo('shared', { allowed_oids: [oid] }) };
  const credentials = source();
  await credentials.forOrg(oid);
  clock.advance(60_000);
  credentials.expireOrg(oid.toUpperCase());
  await credentials.forOrg(oid);
  expect(reads.toSorted()).toEqual(['stage/default', 'stage/default', `stage/orgs/${oid}`, `stage/orgs/${oid}`]);
});

describe('what LimaCharlie signs with', () => {
  test('is read under its own name', async () => {
    stored = { 'stage/extension': { shared_secret: 'a-shared-secret', previous_shared_secret: 'the-one-before' } };
    await expect(source().extension()).resolves.toEqual(stored['stage/extension']);
  });

  test('is read again when told so', async () => {
    stored = { 'stage/extension': { shared_secret: 'a-shared-secret' } };
    const credentials = source();
    await credentials.extension();
    clock.advance(60_000);
    credentials.expireExtension();
    stored = { 'stage/extension': { shared_secret: 'the-next-secret' } };
    await expect(credentials.extension()).resolves.toEqual({ shared_secret: 'the-next-secret' });
  });

  test('may be missing: that is said, without calling it bad JSON', async () => {
    await expect(source().extension()).rejects.toMatchObject({
      code: 'credentials_invalid',
      message: "The secret `stage/extension` has no value or can't be read.",
    });
  });
});
