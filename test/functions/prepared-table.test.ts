import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { watchStore } from '../support/watched-store.ts';

const TICKET = { summary: 'Ransomware on WS-042', details: 'Seen at 09:12.', client_id: 12 };

/** What happened, in its order. */
let steps: string[];
let extension: TestExtension;
beforeEach(async () => {
  steps = [];
  const store = watchStore();
  store.before = ({ operation }) => steps.push(operation);
  extension = await startTestExtension({
    store,
    prepareStore: () => steps.push(`prepared after ${extension.secretReads.at(-1)}`),
  });
});
afterEach(() => extension.close());

const PREPARED = [`prepared after test/orgs/${OID}`];

describe('the table is made ready while the org’s secret is on its way', () => {
  test('for a message', async () => {
    await extension.request('create_ticket', TICKET, { key: 'k' });
    expect(steps.slice(0, 2)).toEqual([...PREPARED, 'claim']);
  });

  test('for a direct call with a key', async () => {
    await extension.direct('create_ticket', TICKET, { 'idempotency-key': 'k' });
    expect(steps.slice(0, 2)).toEqual([...PREPARED, 'claim']);
  });
});

describe('the table is left alone', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['by a call without a key', () => extension.direct('create_ticket', TICKET)],
    ['by what only reads', () => extension.direct('search_tickets', {}, { 'idempotency-key': 'k' })],
    ['by a heartbeat', () => extension.deliver({ heartbeat: {} })],
    ['by a schema request', () => extension.deliver({ schema_request: {} })],
    [
      'by a forged message',
      () => extension.post({ headers: { 'lc-ext-sig': '0'.repeat(64) }, body: '{"heartbeat":{}}' }),
    ],
  ])('%s', async (_, call) => {
    await call();
    expect(steps).toEqual([]);
  });
});
