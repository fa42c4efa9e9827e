import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { packMessage } from '../../../infra/local/limacharlie-sender.ts';
import { OID, OTHER_OID, SHARED_SECRET, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { openTicket } from '../../support/halo-calls.ts';
import { type WatchedStore, watchStore } from '../../support/watched-store.ts';

let extension: TestExtension;
let store: WatchedStore;
beforeEach(async () => {
  store = watchStore();
  extension = await startTestExtension({ store });
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const create = (data: Record<string, unknown> = { summary: 's' }, key = 'k') =>
  extension.request('create_ticket', data, { key });
const operations = () => store.calls.map(({ operation }) => operation);

describe('a message that is delivered again', () => {
  test('gets the answer of the first time, marked as replayed, and HaloPSA is not asked', async () => {
    const first = await create();
    extension.halo.calls.clear();
    const again = await create();
    expect(again.status).toBe(200);
    expect(again.body.data).toEqual({ ...first.body.data, _meta: { replayed: true } });
    expect(extension.halo.calls.all).toEqual([]);
  });

  test('keeps what was said about the first time', async () => {
    const first = await create({ summary: 's', sumary: 'x' });
    const again = await create({ summary: 's', sumary: 'x' });
    expect(again.body.data._meta).toEqual({ warnings: first.body.data._meta.warnings, replayed: true });
  });

  test('costs one call of the table, and a recorded one two', async () => {
    await create();
    expect(operations()).toEqual(['claim', 'replace']);
    store.calls.length = 0;
    await create();
    expect(operations()).toEqual(['claim']);
  });

  test.each<[string, () => Promise<Record<string, unknown>>]>([
    ['add_action', async () => ({ ticket_id: await openTicket(extension), note: 'n' })],
    ['update_ticket', async () => ({ id: await openTicket(extension), summary: 'new' })],
    ['link_asset_to_ticket', async () => ({ ticket_id: await openTicket(extension), hostname: 'WS-042' })],
  ])('as %s is done once', async (action, prepare) => {
    const data = await prepare();
    const first = await extension.request(action, data, { key: 'k' });
    const calls = extension.halo.calls.all.length;
    const again = await extension.request(action, data, { key: 'k' });
    expect(again.body.data).toEqual({ ...first.body.data, _meta: { ...first.body.data._meta, replayed: true } });
    expect(extension.halo.calls.all).toHaveLength(calls);
  });

  test.each<[string, Record<string, unknown>]>([
    ['search_tickets', {}],
    ['lookup_client_site', { type: 'client' }],
  ])('as %s, which writes nothing, is asked again and not recorded', async (action, data) => {
    await extension.request(action, data, { key: 'k' });
    const again = await extension.request(action, data, { key: 'k' });
    expect(again.body.data).not.toHaveProperty('_meta.replayed');
    expect(store.calls).toEqual([]);
  });

  test('by whoever captured it does no harm, byte for byte, a hundred times', async () => {
    const envelope = {
      version: 20221218,
      idempotency_key: 'captured',
      request: { org: { oid: OID, jwt: 'x' }, action: 'create_ticket', data: { summary: 's' } },
    };
    const captured = packMessage(envelope, SHARED_SECRET);
    const answers = [];
    for (let n = 0; n < 100; n++) answers.push(await extension.post(captured));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.data.id}`)).size).toBe(1);
    expect(tickets()).toHaveLength(1);
  });

  test('under another key is another message', async () => {
    await create({ summary: 's' }, 'k');
    await create({ summary: 's' }, 'l');
    expect(tickets()).toHaveLength(2);
  });

  test('of another organization gets nothing of the first', async () => {
    extension.secrets.set(
      'default',
      JSON.stringify({ ...JSON.parse(extension.secrets.get('default') ?? ''), allowed_oids: ['*'] }),
    );
    await create();
    const other = await extension.request('create_ticket', { summary: 's' }, { key: 'k', oid: OTHER_OID });
    expect(other.body.data).not.toHaveProperty('_meta');
    expect(tickets()).toHaveLength(2);
  });
});

describe('two deliveries at once', () => {
  beforeEach(() => {
    extension.halo.toggles.latencyMs = 100;
  });

  test('make one ticket and get one answer', async () => {
    const [one, other] = await Promise.all([create(), create()]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(one.body.data.id).toBe(other.body.data.id);
    expect([one, other].filter(({ body }) => body.data._meta?.replayed)).toHaveLength(1);
    expect(tickets()).toHaveLength(1);
  });

  test('so do twenty, through both doors', async () => {
    const direct = () => extension.direct('create_ticket', { summary: 's' }, { 'idempotency-key': 'k' });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? direct() : create())));
    expect(new Set(answers.map(({ status, body }) => `${status} ${(body.data ?? body).id}`)).size).toBe(1);
    expect(tickets()).toHaveLength(1);
  });
});
