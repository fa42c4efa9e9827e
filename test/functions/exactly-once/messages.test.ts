import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { packMessage } from '../../../infra/local/limacharlie-sender.ts';
import { OID, OTHER_OID, SHARED_SECRET, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls, openTicket } from '../../support/halo-calls.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { unreachable, type WatchedStore, watchStore } from '../../support/watched-store.ts';

let extension: TestExtension;
let memory: ReturnType<typeof createMemoryStore>;
let store: WatchedStore;
beforeEach(async () => {
  memory = createMemoryStore();
  store = watchStore(memory);
  extension = await startTestExtension({ store });
});
afterEach(() => extension.close());

const tickets = () => extension.halo.state.tickets;
const create = (data: Record<string, unknown> = { summary: 's' }, key = 'k') =>
  extension.request('create_ticket', data, { key });
const operations = () => store.calls.map(({ operation }) => operation);
const strike = (fault: FaultRule) =>
  extension.halo.faults.add({ match: { method: 'POST', path: '/api/Tickets' }, ...fault });

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

describe('a write whose reply is lost', () => {
  test.each<FaultRule>([
    { kind: 'reset-after-commit' },
    { kind: 'truncated' },
    { kind: 'broken-json' },
    { kind: 'status', status: 502, when: 'after-commit' },
    { kind: 'status', status: 500, when: 'after-commit' },
    { kind: 'html', status: 504, when: 'after-commit' },
  ])('is found at once by its reference, after %j', async (fault) => {
    strike(fault);
    const { status, body } = await create({ summary: 's', details: 'd' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ id: tickets()[0]?.id, _meta: { reconciled: true } });
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(1);
    expect(tickets()).toHaveLength(1);
  });

  test('and can not be looked for is found by the next delivery, which writes nothing', async () => {
    strike({ kind: 'reset-after-commit' });
    extension.halo.faults.add({ kind: 'status', status: 400, match: { method: 'GET', path: '/api/Tickets' } });
    const first = await create();
    expect(first).toMatchObject({ status: 500, body: { retriable: true } });
    const again = await create();
    expect(again.body.data).toMatchObject({ _meta: { reconciled: true } });
    expect(tickets()).toHaveLength(1);
  });

  test('and can not be looked for ever is never sent again', async () => {
    strike({ kind: 'reset-after-commit' });
    extension.halo.faults.add({
      kind: 'status',
      status: 400,
      times: Infinity,
      match: { method: 'GET', path: '/api/Tickets' },
    });
    for (let n = 0; n < 3; n++) expect(await create()).toMatchObject({ status: 500, body: { retriable: true } });
    expect(extension.halo.calls.count('POST', '/api/Tickets')).toBe(1);
  });

  test('that did not happen is sent again by the next delivery', async () => {
    strike({ kind: 'reset-before' });
    expect(await create()).toMatchObject({ status: 500, body: { retriable: true } });
    expect((await create()).status).toBe(200);
    expect(tickets()).toHaveLength(1);
  });
});

test('a reference is one line at the end of the body, and the same for the same message alone', async () => {
  await create({ summary: 's', details: 'lsass access' }, 'k');
  await create({ summary: 's' }, 'l');
  const [one, other] = tickets().map(({ details }) => details?.match(/LC-[0-9A-F]{20}/)?.[0]);
  expect(one).toBeDefined();
  expect(one).not.toBe(other);
  expect(tickets()[0]?.details).toMatch(/^lsass access\n\nReference: LC-[0-9A-F]{20} \(.+\)$/);
});

describe('a key that was used for other content', () => {
  const wrongKey = {
    status: 400,
    body: { error: expect.stringContaining('used before for a message with other content'), retriable: false },
  };

  test('is refused, and nobody gets the result of another message', async () => {
    await create({ summary: 'one' });
    const other = await create({ summary: 'two' });
    expect(other).toMatchObject(wrongKey);
    expect(other.text).not.toContain('one');
    expect(tickets()).toHaveLength(1);
  });

  test('is free for corrected content where HaloPSA refused the first', async () => {
    strike({ kind: 'status', status: 400, body: { Message: 'Category is a mandatory field' } });
    expect((await create({ summary: 'one' })).status).toBe(400);
    expect((await create({ summary: 'two' })).status).toBe(200);
  });

  test('may be used for another action', async () => {
    const { body } = await create();
    const note = await extension.request('add_action', { ticket_id: body.data.id, note: 'n' }, { key: 'k' });
    expect(note.status).toBe(200);
  });
});

describe('a direct call', () => {
  const direct = (headers = {}) => extension.direct('create_ticket', { summary: 's' }, headers);

  test('with an Idempotency-Key is done once', async () => {
    const first = await direct({ 'idempotency-key': 'k' });
    const again = await direct({ 'idempotency-key': 'k' });
    expect(again.body).toEqual({ ...first.body, _meta: { replayed: true } });
    expect(tickets()).toHaveLength(1);
  });

  test('that reuses its key is a problem that names the field', async () => {
    await direct({ 'idempotency-key': 'k' });
    const other = await extension.direct('create_ticket', { summary: 'other' }, { 'idempotency-key': 'k' });
    expect(other).toMatchObject({
      status: 400,
      body: { code: 'invalid_input', errors: [{ field: 'idempotency_key' }] },
    });
  });

  test.each<[string, Record<string, string>]>([
    ['without a key', {}],
    ['with an empty key', { 'idempotency-key': '' }],
    ['with a blank key', { 'idempotency-key': '  ' }],
  ])('%s is done each time, and nothing is recorded', async (_, headers) => {
    await direct(headers);
    await direct(headers);
    expect(tickets()).toHaveLength(2);
    expect(tickets()[0]?.details).toBeUndefined();
    expect(store.calls).toEqual([]);
  });
});

test.each([undefined, null, ''])(
  'a message without a key (%j) is done each time, and nothing is recorded',
  async (key) => {
    const envelope = {
      idempotency_key: key,
      request: { org: { oid: OID }, action: 'create_ticket', data: { summary: 's' } },
    };
    await extension.deliver(envelope);
    await extension.deliver(envelope);
    expect(tickets()).toHaveLength(2);
    expect(store.calls).toEqual([]);
  },
);

describe('where the table can not be reached', () => {
  test.each(['create_ticket', 'add_action', 'update_ticket', 'link_asset_to_ticket'])(
    '%s is not even begun, and may be tried again',
    async (action) => {
      const ticketId = await openTicket(extension);
      const data = { summary: 's', note: 'n', id: ticketId, ticket_id: ticketId, hostname: 'WS-042' };
      store.before = unreachable;
      expect(await extension.request(action, data, { key: 'k' })).toMatchObject({
        status: 500,
        body: { retriable: true },
      });
      expect(extension.halo.calls.all).toEqual([]);
    },
  );

  test('at the end, the caller gets the answer, and the next delivery the same record', async () => {
    store.before = ({ operation }) => operation === 'replace' && unreachable();
    const first = await create();
    expect(first.status).toBe(200);
    store.before = () => {};
    for (const item of memory.items.values()) item.untilMs = 0; // as if its time were over
    const again = await create();
    expect(again.body.data).toMatchObject({ id: first.body.data.id, _meta: { reconciled: true } });
    expect(tickets()).toHaveLength(1);
  });

  test('calls without a key go on: there is nothing to record', async () => {
    store.before = unreachable;
    expect((await extension.direct('create_ticket', { summary: 's' })).status).toBe(200);
  });
});

test('a message of an organization without credentials leaves nothing behind', async () => {
  const refused = await extension.request('create_ticket', { summary: 's' }, { key: 'k', oid: OTHER_OID });
  expect(refused.status).toBe(400);
  expect(memory.items.size).toBe(0);
});

test('wrong input leaves nothing behind, and is not even claimed', async () => {
  expect((await create({})).status).toBe(400);
  expect(store.calls).toEqual([]);
  expect(apiCalls(extension)).toEqual([]);
});
