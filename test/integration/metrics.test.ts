import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';

let extension: TestExtension;
beforeEach(async () => {
  extension = await startTestExtension();
});
afterEach(() => extension.close());

const ticket = { summary: 'EDR: credential dump on WS-042' };

describe('a message that LimaCharlie delivers twice', () => {
  beforeEach(async () => {
    await extension.request('create_ticket', ticket, { key: 'key-1' });
    await extension.request('create_ticket', ticket, { key: 'key-1' });
  });

  test('is followed in the log from its key to the ticket, by both of its lines', () => {
    const lines = extension.logs.filter((line) => line.idempotency_key === 'key-1');
    expect(lines.map(({ how, ticket_id }) => [how, ticket_id])).toEqual([
      ['performed', 2884],
      ['replayed', 2884],
    ]);
    const { body } = extension.halo.calls.all.find(({ path }) => path === '/api/Tickets') ?? {};
    expect(JSON.stringify(body)).toContain(lines[0]?.reference);
  });

  test('is two requests, one of them a replay', () => {
    const { metrics } = extension;
    expect(metrics.sum('requests', { action: 'create_ticket' })).toBe(2);
    expect(metrics.sum('ledger_replays')).toBe(1);
    expect(metrics.sum('halo_calls', { halo_status: '201' })).toBe(1);
    expect(metrics.sum('token_requests', { halo_status: '200' })).toBe(1);
  });
});

test('a write whose reply was lost and that is found again is a reconciliation, in the log and in the metrics', async () => {
  extension.halo.faults.add({ kind: 'reset-after-commit', match: { method: 'POST', path: '/api/tickets' } });
  await extension.request('create_ticket', ticket, { key: 'key-1' });
  expect(extension.metrics.sum('ledger_reconciliations')).toBe(1);
  expect(extension.logs.at(-1)).toMatchObject({ how: 'reconciled', ticket_id: 2884, idempotency_key: 'key-1' });
});

test('what a dedup key counts onto a ticket is a dedup, with the ticket and its count in the log', async () => {
  await extension.request('create_ticket', { ...ticket, dedup_key: 'd' });
  await extension.request('create_ticket', { ...ticket, dedup_key: 'd' });
  expect(extension.metrics.sum('dedups')).toBe(1);
  expect(extension.logs.at(-1)).toMatchObject({ deduplicated: true, occurrences: 2, ticket_id: 2884 });
});

test('refused credentials are an error of their code, and a token request of its status', async () => {
  extension.secrets.set(
    'default',
    JSON.stringify({ ...JSON.parse(extension.secrets.get('default') ?? ''), client_secret: 'wrong' }),
  );
  await extension.request('create_ticket', ticket);
  expect(extension.metrics.sum('errors', { code: 'credentials_invalid', action: 'create_ticket' })).toBe(1);
  expect(extension.metrics.sum('token_requests', { halo_status: '200' })).toBe(0);
  expect(extension.metrics.sum('token_requests')).toBe(1);
});

describe('a request that does not get through to an action is logged and counted', () => {
  const logged = () => extension.logs.at(-1);

  test('by the webhook, whose action is misspelt', async () => {
    await extension.request('create_tickets', ticket, { key: 'key-1' });
    expect(logged()).toMatchObject({ code: 'unknown_action', asked: 'create_tickets', idempotency_key: 'key-1' });
    expect(extension.metrics.sum('errors', { code: 'unknown_action' })).toBe(1);
    expect(extension.metrics.sum('requests')).toBe(1);
  });

  test('by the webhook, with a configuration that can not be read', async () => {
    await extension.request('create_ticket', ticket, { key: 'key-1', config: { default_site_id: [] } });
    expect(logged()).toMatchObject({ code: 'invalid_input', action: 'create_ticket', idempotency_key: 'key-1' });
    expect(extension.metrics.sum('errors', { code: 'invalid_input', action: 'create_ticket' })).toBe(1);
    expect(extension.metrics.sum('requests', { action: 'create_ticket' })).toBe(1);
  });

  test('directly, with a body that is no JSON', async () => {
    await extension.direct('create_ticket', 'summary=x');
    expect(logged()).toMatchObject({ code: 'invalid_input', action: 'create_ticket', request_id: expect.any(String) });
    expect(extension.metrics.sum('errors', { code: 'invalid_input', action: 'create_ticket' })).toBe(1);
    expect(extension.metrics.sum('requests', { action: 'create_ticket' })).toBe(1);
  });
});
