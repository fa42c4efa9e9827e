import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';

const LOWER = '5de8f4ca-2108-47c3-83dc-f5f27dabb0e8';
const UPPER = LOWER.toUpperCase();
const input = { summary: 's', client_id: 12 };

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension({ credentials: { allowed_oids: [LOWER] }, env: { DEFAULT_OID: UPPER } });
});
afterEach(() => extension.close());

const direct = (data: object, key: string, oid = '') =>
  extension.direct('create_ticket', data, { 'x-limacharlie-oid': oid, 'idempotency-key': key });
const requested = (data: object, key: string, oid: string) => extension.request('create_ticket', data, { key, oid });

test.each<[string, (key: string, oid: string) => Promise<unknown>]>([
  ['called directly', (key, oid) => direct(input, key, oid)],
  ['by LimaCharlie', (key, oid) => requested(input, key, oid)],
])('a message %s is done once, in whichever case its org is written', async (_, send) => {
  await send('k', LOWER);
  await send('k', UPPER);
  expect(extension.halo.state.tickets).toHaveLength(1);
});

test('the default org is the one that LimaCharlie names', async () => {
  await direct(input, 'k');
  await requested(input, 'k', LOWER);
  expect(extension.halo.state.tickets).toHaveLength(1);
});

test('repeats are counted on one ticket, in whichever case the org is written', async () => {
  const data = { ...input, dedup_key: 'd' };
  await direct(data, 'one', UPPER);
  await direct(data, 'two', LOWER);
  await requested(data, 'three', UPPER);
  expect(extension.halo.state.tickets).toHaveLength(1);
});
