import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { extensionSecretSchema, orgSecretSchema, sharedSecretSchema } from '../../../lib/credentials/schemas.ts';

const halo = { instance_url: 'https://a.halopsa.com', client_id: 'id', client_secret: 's' };

test('blanks around pasted values are cut off', () => {
  const pasted = { instance_url: ' https://a.halopsa.com\n', client_id: '\tid', client_secret: ' s ', tenant: ' t ' };
  expect(v.parse(orgSecretSchema, pasted)).toEqual({ ...halo, tenant: 't' });
});

test('every optional member of a HaloPSA secret is kept', () => {
  const full = { ...halo, tenant: 't', auth_url: 'https://b.example', scope: 'all', allowed_client_ids: [12] };
  expect(v.parse(orgSecretSchema, full)).toEqual(full);
});

test('members that nobody knows are dropped', () => {
  expect(v.parse(orgSecretSchema, { ...halo, note: 'x' })).toEqual(halo);
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
