import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createWebhookHandler } from '../../../lib/runtime/webhook-handler.ts';
import { startTestExtension, type TestExtension } from '../../support/extension.ts';
import { lambdaContext, lambdaEvent } from '../../support/lambda-event.ts';
import { watchStore } from '../../support/watched-store.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

test('a probe without a signature gets an empty 200', async () => {
  await expect(extension.post({ body: 'anything' })).resolves.toMatchObject({ status: 200, text: '' });
});

test('an answer is JSON', async () => {
  await expect(extension.deliver({ heartbeat: {} })).resolves.toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json' },
    text: '{}',
  });
});

test('a request is run in this process, with the org’s configuration as defaults', async () => {
  const { status, body } = await extension.request(
    'create_ticket',
    { summary: 's' },
    { config: { default_client_id: 12 } },
  );
  expect([status, body.data.client_id]).toEqual([200, 12]);
});

test('the next wrong signature within ten seconds does not read the secret again', async () => {
  const post = () => extension.post({ body: '{}', headers: { 'lc-ext-sig': '0'.repeat(64) } });
  for (let attempt = 0; attempt < 20; attempt++) await expect(post()).resolves.toMatchObject({ status: 401 });
  expect(extension.secretReads.filter((name) => name === 'test/extension')).toHaveLength(1);
});

describe('a call that runs out of time', () => {
  test('is answered half a second before Lambda would cut it off, and LimaCharlie tries again', async () => {
    await extension.close();
    const store = watchStore();
    store.before = () => new Promise(() => {});
    extension = await startTestExtension({ remainingMs: 700, store });
    const startedAtMs = performance.now();
    const { status, body } = await extension.request('create_ticket', { summary: 's' });
    expect(performance.now() - startedAtMs).toBeLessThan(650);
    expect([status, body.retriable]).toEqual([500, true]);
    expect(body.error).toContain('outcome_unknown');
  });
});

test('a process that can’t be set up has LimaCharlie try again, and tells it nothing', async () => {
  const handler = createWebhookHandler({}, () => {
    throw new Error('canary: SECRET_PREFIX is missing');
  }) as unknown as (event: unknown, context: unknown) => Promise<APIGatewayProxyStructuredResultV2>;
  const answer = await handler(lambdaEvent({ path: '/', body: '{}', headers: { 'lc-ext-sig': 'x' } }), lambdaContext());
  expect(answer.statusCode).toBe(500);
  expect(JSON.parse(answer.body ?? '')).toMatchObject({ retriable: true, error: expect.stringContaining('internal') });
  expect(JSON.stringify(answer)).not.toContain('canary');
});
