import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import { OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
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
const strike = (fault: FaultRule) =>
  extension.halo.faults.add({ match: { method: 'POST', path: '/api/Tickets' }, ...fault });

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
