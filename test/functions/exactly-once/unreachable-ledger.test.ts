import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDynamoStore } from '../../../lib/ledger/dynamo-store.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { OTHER_OID, startTestExtension, type TestExtension } from '../../support/extension.ts';
import { apiCalls, openTicket } from '../../support/halo-calls.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { pointAwsTo } from '../../support/point-aws-to.ts';
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

test('why AWS refuses the table is in the log, and is told to nobody', async () => {
  const __type = 'com.amazonaws.dynamodb.v20120810#AccessDeniedException';
  const refusal = JSON.stringify({ __type, message: 'not authorized to perform: kms:Decrypt' });
  const dynamodb = await startHttpServer((_, response) =>
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(refusal),
  );
  pointAwsTo(dynamodb.url.href);
  await extension.close();
  extension = await startTestExtension({ store: createDynamoStore('ledger'), budgetStore: memory });
  const { text } = await create();
  await dynamodb.close();
  expect(text).not.toContain('kms');
  expect(extension.logs).toMatchObject([
    { code: 'internal', cause: 'AccessDeniedException: not authorized to perform: kms:Decrypt' },
  ]);
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
