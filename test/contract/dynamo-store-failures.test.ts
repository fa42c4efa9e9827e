import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoStore } from '../../lib/ledger/dynamo-store.ts';
import { createDynamoDb } from '../../lib/ledger/dynamodb.ts';
import type { Item, ItemStore } from '../../lib/ledger/item-store.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';
import { pointAwsTo } from '../support/point-aws-to.ts';

describe('where DynamoDB can not be used, every operation fails, and can be tried again', () => {
  let server: TestServer;
  const one: Item = { pk: 'x', owner: 'a', untilMs: 1, ttl: 2 };
  const OPERATIONS: [string, (store: ItemStore) => Promise<unknown>][] = [
    ['claim', (store) => store.claim(one)],
    ['replace', (store) => store.replace(one, 'a')],
    ['remove', (store) => store.remove('x', 'a')],
    ['get', (store) => store.get('x')],
  ];
  const error = (type: string) => JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'no' });

  beforeAll(async () => {
    server = await startHttpServer((request, response) => {
      const [, status, type = ''] = (request.url ?? '').split('/');
      if (status === 'silence') return;
      if (status === 'reset') return request.socket.resetAndDestroy();
      response.writeHead(Number(status), { 'content-type': 'application/x-amz-json-1.0' }).end(error(type));
    });
  });
  afterAll(async () => {
    await server.close();
  });

  const timeouts = { connectTimeoutMs: 1_000, attemptTimeoutMs: 50 };
  const failures = [
    'silence',
    'reset',
    '500/InternalServerError',
    '400/ThrottlingException',
    '400/AccessDeniedException',
    '400/ResourceNotFoundException',
  ];
  describe.each(failures)('since it answers %s', (failure) => {
    test.each(OPERATIONS)('%s', async (_, operate) => {
      pointAwsTo(new URL(failure, server.url).href);
      await expect(operate(createDynamoStore('ledger', createDynamoDb(timeouts)))).rejects.toMatchObject({
        name: 'ExtensionError',
        code: 'internal',
        retriable: true,
        message: 'The ledger of what has been done could not be reached.',
      });
    });
  });
});
