import { request as sendOn } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import { startDynamoDb } from '../../infra/local/aws/start-dynamodb.ts';
import { createDynamoStore } from '../../lib/ledger/dynamo-store.ts';
import type { RunOnceDeps } from '../../lib/ledger/message.ts';
import { runOnce } from '../../lib/ledger/run-once.ts';
import { silentLogger } from '../../lib/observability/logger.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';
import { DEFAULT_ATTEMPTS, pointAwsTo } from '../support/point-aws-to.ts';
import { createTestClock } from '../support/test-clock.ts';

let dynamoDb: Awaited<ReturnType<typeof startDynamoDb>>;
let front: TestServer;
/** Which calls of the table get no reply, counted from 1 as they arrive; the table has done what they asked. */
let lost = new Set<number>();
let arrived = 0;

beforeAll(async () => {
  dynamoDb = await startDynamoDb([LEDGER_TABLE]);
  front = await startHttpServer((request, response) => {
    const isLost = lost.has(++arrived);
    const onward = sendOn(dynamoDb.url, { method: request.method, headers: request.headers }, (reply) => {
      if (isLost) return reply.resume().on('end', () => request.socket.destroy());
      response.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(response);
    });
    request.pipe(onward);
  });
  pointAwsTo(front.url.origin, DEFAULT_ATTEMPTS);
});
afterAll(async () => {
  await front.close();
  await dynamoDb.close();
});

/** One message, delivered until it is answered, through a client that repeats what it got no reply to. */
async function deliverUntilAnswered(key: string, dies: boolean) {
  const clock = createTestClock();
  const deps: RunOnceDeps = {
    store: createDynamoStore('ledger'),
    clock,
    logger: silentLogger,
    retentionMs: 3_600_000,
    random: () => 0,
  };
  const written: number[] = [];
  const answers: unknown[] = [];
  for (let delivery = 0; delivery < 8; delivery++) {
    const message = { oid: 'o', action: 'a', key, content: {}, deadlineAtMs: clock.nowMs() + 25_000 };
    const work = {
      async perform() {
        written.push(delivery);
        if (dies && delivery === 0) throw new Error('gone');
        return { id: 1 };
      },
      reconcile: async () => (written.length > 0 ? { id: 1 } : undefined),
      mayHaveWritten: () => written.length > 0,
      hasAskedToWrite: () => true,
    };
    const outcome = await runOnce(message, work, deps).catch(() => undefined);
    if (outcome) answers.push(outcome.answer);
    clock.advance(60_000);
  }
  return { written, answers };
}

describe.each([
  ['that succeeds', false],
  ['whose outcome is unknown at first', true],
])('a message %s', (name, dies) => {
  test.each([[[1]], [[2]], [[3]], [[4]], [[5]], [[1, 2]], [[2, 3]], [[3, 4]], [[2, 3, 4]]])(
    'is written once where the replies to calls %j of the table are lost',
    async (calls) => {
      lost = new Set(calls);
      arrived = 0;
      const { written, answers } = await deliverUntilAnswered(`${name} ${calls.join()}`, dies);
      expect(arrived).toBeGreaterThan(Math.max(...calls));
      expect(written).toHaveLength(1);
      expect(answers.length).toBeGreaterThanOrEqual(6);
    },
  );
});
