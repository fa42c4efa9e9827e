import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { extensionSecretSchema, orgSecretSchema, sharedSecretSchema } from '../../../lib/credentials/schemas.ts';

const OID = '5de8f4ca-2108-47c3-83dc-f5f27dabb0e8';
const halo = { instance_url: 'https://a.halopsa.com', client_id: 'id', client_secret: 's' };

test('blanks around pasted values are cut off', () => {
  const pasted = { instance_url: ' https://a.halopsa.com\n', client_id: '\tid', client_secret: ' s ', tenant: ' t ' };
  expect(v.parse(orgSecretSchema, pasted)).toEqual({ ...halo, tenant: 't' });
});

test('every optional member of a HaloPSA secret is kept', () => {
  const full = { ...halo, tenant: 't', auth_url: 'https://b.example', scope: 'all', allowed_client_ids: [12] };
  expect(v.parse(orgSecretSchema, full)).toEqual(full);
});

test.each<[string, v.GenericSchema, object]>([
  ['credentials', orgSecretSchema, { ...halo, allowed_client_id: [12] }],
  ['shared credentials', sharedSecretSchema, { ...halo, allowedClientIds: [12] }],
  ['the terms of one org', sharedSecretSchema, { ...halo, orgs: { [OID]: { allowedClientIds: [12] } } }],
  ['the extension’s secret', extensionSecretSchema, { shared_secret: '12345678', previous_sharedsecret: '12345678' }],
])('a misspelt member is refused in %s: passed over, it would bound nothing', (_, schema, value) => {
  expect(v.is(schema, value)).toBe(false);
});

test.each([
  ['of another secret', { allowed_oids: ['*'] }],
  ["in HaloPSA's own words", { tenant_id: 't', auth_uri: 'a', scopes: 's', client: 'c' }],
  ['of nobody', { note: 'x', tenant_name: 't', ['y'.repeat(10_000)]: 1 }],
])('members %s are passed over', (_, others) => {
  expect(v.parse(orgSecretSchema, { ...halo, ...others })).toEqual(halo);
});

test('terms are those of an org id, in whichever case', () => {
  const terms = { allowed_client_ids: [12] };
  const orgs = (id: string) => v.safeParse(sharedSecretSchema, { ...halo, orgs: { [id]: terms } });
  expect(orgs(` ${OID.toUpperCase()} `).output).toMatchObject({ orgs: { [OID]: terms } });
  for (const id of [OID.slice(0, -1), '*', '']) expect(orgs(id).success).toBe(false);
});

test.each<[string, v.GenericSchema, object]>([
  ['stand in the secret of one org', orgSecretSchema, { ...halo, orgs: { [OID]: { allowed_client_ids: [12] } } }],
  ['hold what is none', sharedSecretSchema, { ...halo, orgs: { [OID]: { client_ids: [12] } } }],
  ['name an org twice', sharedSecretSchema, { ...halo, orgs: { [OID]: {}, [OID.toUpperCase()]: {} } }],
  ['are no object', sharedSecretSchema, { ...halo, orgs: 'x' }],
])('terms are refused that %s: they would bind nobody', (_, schema, value) => {
  expect(v.is(schema, value)).toBe(false);
});

test.each<[string, v.GenericSchema, object]>([
  ['words beside a term', sharedSecretSchema, { ...halo, orgs: { [OID]: { name: 'Acme', allowed_client_ids: [12] } } }],
  ['an entry without terms', sharedSecretSchema, { ...halo, orgs: { [OID]: {} } }],
  ['no terms in the secret of one org', orgSecretSchema, { ...halo, orgs: {} }],
])('%s harm nobody', (_, schema, value) => {
  expect(v.is(schema, value)).toBe(true);
});

test('the shared secret stands in for nobody unless it says for whom', () => {
  expect(v.parse(sharedSecretSchema, halo)).toEqual({ ...halo, allowed_oids: [] });
});

test('org ids are compared in lower case', () => {
  expect(v.parse(sharedSecretSchema, { ...halo, allowed_oids: [' ABC ', '*'] }).allowed_oids).toEqual(['abc', '*']);
});

test('the secret before counts only while it is there', () => {
  expect(v.parse(extensionSecretSchema, { shared_secret: '12345678' })).toEqual({ shared_secret: '12345678' });
  expect(v.safeParse(extensionSecretSchema, { previous_shared_secret: '12345678' }).success).toBe(false);
});

test.each(['-', '1234567', ' 1234567 '])(
  'the secret before is no shorter than the one that counts (%j)',
  (previous) => {
    const rotating = { shared_secret: '12345678', previous_shared_secret: previous };
    expect(v.is(extensionSecretSchema, rotating)).toBe(false);
  },
);

test.each(['', ' '])('an emptied secret before (%j) is one that was taken out', (previous) => {
  const rotated = { shared_secret: '12345678', previous_shared_secret: previous };
  expect(v.parse(extensionSecretSchema, rotated).previous_shared_secret).toBeUndefined();
});
