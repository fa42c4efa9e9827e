import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ExtensionError } from '../../../lib/errors.ts';
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

test('where the org’s secret can not be read, the failure is that of its action', async () => {
  extension.deps.credentials.forOrg = () => Promise.reject(new ExtensionError('internal', 'No answer.'));
  const { status, body } = await extension.request('create_ticket', { summary: 's' });
  expect([status, body.error]).toEqual([500, expect.stringContaining('create_ticket failed (internal): No answer.')]);
});

test('the next wrong signature within ten seconds does not read the secret again', async () => {
  const post = () => extension.post({ body: '{}', headers: { 'lc-ext-sig': '0'.repeat(64) } });
  for (let attempt = 0; attempt < 20; attempt++) await expect(post()).resolves.toMatchObject({ status: 401 });
  expect(extension.secretReads.filter((name) => name === 'test/extension')).toHaveLength(1);
});

describe('a call that runs out of time', () => {
  const restart = async (options: Parameters<typeof startTestExtension>[0]) => {
    await extension.close();
    extension = await startTestExtension({ remainingMs: 700, ...options });
  };
  const hang = () => new Promise<never>(() => {});
  const hangingStore = () => Object.assign(watchStore(), { before: hang });
  const lateRuns = () => extension.logs.filter(({ code }) => code === 'outcome_unknown');

  test('is answered half a second before Lambda would cut it off, and LimaCharlie tries again', async () => {
    await restart({ store: hangingStore() });
    const startedAtMs = performance.now();
    const { status, body } = await extension.request('create_ticket', { summary: 's' });
    expect(performance.now() - startedAtMs).toBeLessThan(650);
    expect([status, body.retriable]).toEqual([500, true]);
    expect(body.error).toContain('create_ticket failed (outcome_unknown): The time for this call ran out.');
  });

  test.each<[string, () => Promise<unknown>]>([
    ['LimaCharlie', () => extension.request('create_ticket', { summary: 's' }, { key: 'k' })],
    ['a direct caller', () => extension.direct('create_ticket', { summary: 's' }, { 'idempotency-key': 'k' })],
  ])('is logged and counted once as what %s gets', async (_, call) => {
    await restart({ store: hangingStore() });
    await call();
    await new Promise((done) => setTimeout(done, 100));
    expect(lateRuns()).toMatchObject([{ action: 'create_ticket', idempotency_key: 'k', retriable: true }]);
    expect(extension.metrics.sum('errors', { code: 'outcome_unknown', action: 'create_ticket' })).toBe(1);
    expect(extension.metrics.sum('requests')).toBe(1);
  });

  test('is logged and counted also where no action had begun', async () => {
    await restart({});
    extension.deps.credentials.extension = hang;
    const { status, body } = await extension.deliver({ heartbeat: {} });
    expect([status, body.error]).toEqual([500, expect.stringContaining('The message failed (outcome_unknown)')]);
    expect(lateRuns()).toMatchObject([{ request_id: expect.any(String) }]);
    expect(extension.metrics.sum('errors', { code: 'outcome_unknown' })).toBe(1);
    expect(extension.metrics.sum('requests')).toBe(1);
  });
});

test('a process that can’t be set up ends the invocation: Lambda counts it, and LimaCharlie tries again', async () => {
  const handler = createWebhookHandler({}, () => {
    throw new Error('SECRET_PREFIX is missing');
  }) as unknown as (event: unknown, context: unknown) => Promise<APIGatewayProxyStructuredResultV2>;
  const event = lambdaEvent({ path: '/', body: '{}', headers: { 'lc-ext-sig': 'x' } });
  await expect(handler(event, lambdaContext())).rejects.toThrow('SECRET_PREFIX is missing');
});
