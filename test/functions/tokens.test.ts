import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SIMULATOR_CREDENTIALS } from '../../infra/local/halopsa-simulator/index.ts';
import { startTestExtension, type TestExtension, type TestExtensionOptions } from '../support/extension.ts';
import { startHttpServer } from '../support/http-server.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

let clock: TestClock;
let extension: TestExtension;

const start = async (options: TestExtensionOptions = {}) => {
  extension = await startTestExtension({ clock, ...options, simulator: { nowMs: clock.nowMs, ...options.simulator } });
};
beforeEach(async () => {
  clock = createTestClock();
  await start();
});
afterEach(() => extension.close());
const restart = async (options: TestExtensionOptions) => {
  await extension.close();
  await start(options);
};

const search = () => extension.direct('search_tickets', {});
const tokenCalls = () => extension.halo.calls.matching({ path: /\/token$/ });
const reads = () => extension.secretReads.filter((name) => name === 'test/default').length;
const rotate = (more: Record<string, unknown>) =>
  extension.secrets.set('default', JSON.stringify({ ...JSON.parse(extension.secrets.get('default') ?? ''), ...more }));

describe('one token', () => {
  test('serves a thousand concurrent calls', async () => {
    const answers = await Promise.all(Array.from({ length: 1_000 }, search));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect([tokenCalls().length, reads()]).toEqual([1, 1]);
    expect(extension.metrics.sum('token_requests', { halo_status: '200' })).toBe(1);
  });

  test('serves both doors', async () => {
    await search();
    await extension.request('search_tickets', {});
    expect(tokenCalls()).toHaveLength(1);
  });

  test('serves until a minute before its end, by the clock', async () => {
    await search();
    clock.advance(3_600_000 - 60_001);
    await search();
    expect(tokenCalls()).toHaveLength(1);
    clock.advance(1);
    await search();
    expect(tokenCalls()).toHaveLength(2);
  });

  test('serves a thaw: after hours of a frozen process the first call gets a new one without a 401', async () => {
    await search();
    clock.advance(5 * 3_600_000);
    await search();
    expect(extension.halo.calls.all.map(({ status }) => status)).not.toContain(401);
    expect(tokenCalls()).toHaveLength(2);
  });
});

describe('a 401', () => {
  test('costs one new token, a fresh look at the secret, and one more call', async () => {
    await search();
    extension.halo.revokeTokens();
    clock.advance(15_000);
    expect((await search()).status).toBe(200);
    expect(extension.halo.calls.matching({ path: '/api/Tickets' }).map(({ status }) => status)).toEqual([
      200, 401, 200,
    ]);
    expect([tokenCalls().length, reads()]).toEqual([2, 2]);
  });

  test('to a hundred calls at once costs one new token', async () => {
    await search();
    extension.halo.revokeTokens();
    await Promise.all(Array.from({ length: 100 }, search));
    expect(tokenCalls()).toHaveLength(2);
  });

  test('to a write has it sent once more, and written once', async () => {
    await search();
    extension.halo.revokeTokens();
    expect((await extension.direct('create_ticket', { summary: 's' })).status).toBe(200);
    expect(extension.halo.state.tickets).toHaveLength(1);
  });

  test('that stays is given up after the second call', async () => {
    extension.halo.faults.add({ kind: 'once-401', match: { path: '/api' }, times: 9 });
    await expect(search()).resolves.toMatchObject({ status: 502, body: { code: 'scope_missing' } });
    expect(extension.halo.calls.count('GET', '/api/Tickets')).toBe(2);
  });
});

describe('a client secret that was rotated', () => {
  const NEXT = 'the-next-client-secret-0123456789';
  const change = () => {
    extension.halo.state.oauth.client_secret = NEXT;
    extension.halo.revokeTokens();
  };

  test('works with the next call, once the secret is changed too', async () => {
    await search();
    clock.advance(15_000);
    change();
    rotate({ client_secret: NEXT });
    await expect(search()).resolves.toMatchObject({ status: 200 });
  });

  test('works with the next call also where the old token had just ended', async () => {
    await search();
    clock.advance(3_600_000);
    change();
    rotate({ client_secret: NEXT });
    await expect(search()).resolves.toMatchObject({ status: 200 });
  });

  test('is a refusal until the secret is changed, and works then at once', async () => {
    await search();
    change();
    clock.advance(15_000);
    await expect(search()).resolves.toMatchObject({ status: 502, body: { code: 'credentials_invalid' } });
    clock.advance(15_000);
    rotate({ client_secret: NEXT });
    await expect(search()).resolves.toMatchObject({ status: 200 });
  });
});

describe('a refused client secret', () => {
  beforeEach(() => restart({ credentials: { client_secret: 'a-wrong-secret' } }));

  test('is remembered: a storm of calls is one token request', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, search));
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(['credentials_invalid']));
    for (let n = 0; n < 50; n++) await search();
    expect(tokenCalls()).toHaveLength(1);
  });

  test('is tried again after half a minute', async () => {
    await search();
    clock.advance(30_000);
    await search();
    expect(tokenCalls()).toHaveLength(2);
  });
});

describe('the token endpoint', () => {
  const asked = () => tokenCalls().map(({ path, query }) => ({ path, query }));

  test('is the instance’s own', async () => {
    await search();
    expect(asked()).toEqual([{ path: '/auth/token', query: {} }]);
  });

  test('is told the tenant where there is one', async () => {
    await restart({ credentials: { tenant: 'northwind' } });
    expect((await search()).status).toBe(200);
    expect(asked()).toEqual([{ path: '/auth/token', query: { tenant: 'northwind' } }]);
  });

  test('may be a shared one, which needs the tenant', async () => {
    await search();
    rotate({ auth_url: `${extension.halo.url}/hosted/auth`, tenant: 'northwind' });
    clock.advance(5 * 60_000);
    expect((await search()).status).toBe(200);
    expect(asked().at(-1)).toEqual({ path: '/hosted/auth/token', query: { tenant: 'northwind' } });
  });

  test.each([
    [undefined, 'edit:tickets edit:assets read:customers'],
    ['all', 'all'],
  ])('is asked for the scope of the secret (%j), else for the least that suffices', async (scope, sent) => {
    await restart({ credentials: { scope } });
    await search();
    const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
    expect(Object.fromEntries(new URLSearchParams(String(tokenCalls()[0]?.body)))).toEqual({
      grant_type: 'client_credentials',
      client_id,
      client_secret,
      scope: sent,
    });
  });
});

test.each(['token\n', 'tok\u4e2d'])(
  'a token that no header takes (%j) is an outage, and no write is in doubt',
  async (value) => {
    const paths: (string | undefined)[] = [];
    const server = await startHttpServer((request, response) => {
      paths.push(request.url);
      response.end(JSON.stringify({ access_token: value }));
    });
    await restart({ haloUrl: server.url.href });
    const { body } = await extension.direct('create_ticket', { summary: 's' }, { 'idempotency-key': 'k' });
    await server.close();
    expect(body).toMatchObject({ code: 'halo_unavailable', retriable: true });
    expect(new Set(paths)).toEqual(new Set(['/auth/token']));
  },
);

test('a right that was given meanwhile counts from the next write on, where HaloPSA refuses the old token with a 500', async () => {
  const { body: ticket } = await extension.direct('create_ticket', { summary: 's' });
  const authorization = `Bearer ${extension.halo.state.tokens.at(-1)?.access_token}`;
  extension.halo.faults.add({
    kind: 'status',
    status: 500,
    body: { Message: 'You do not have permission to do this' },
    match: { method: 'POST', headers: { authorization } },
    times: Infinity,
  });
  const statuses = [];
  for (const note of ['a', 'b', 'c']) {
    clock.advance(10 * 60_000);
    statuses.push((await extension.direct('add_action', { ticket_id: ticket.id, note })).status);
  }
  // The first is not sent again: HaloPSA may have acted on it.
  expect(statuses).toEqual([502, 200, 200]);
});

describe('a role that was given meanwhile', () => {
  const create = () => extension.direct('create_ticket', { summary: 's' });
  const setRole = (scopes: string[]) => Object.assign(extension.halo.state.oauth, { role_scopes: scopes });
  beforeEach(async () => {
    setRole(['read:tickets', 'read:customers']);
    expect((await create()).status).toBe(200); // Reading is enough to create, and only to create (QUIRKS.md).
    expect((await extension.direct('update_ticket', { id: 2884, summary: 't' })).body.code).toBe('scope_missing');
    setRole(['edit:tickets', 'read:customers']);
  });
  const update = () => extension.direct('update_ticket', { id: 2884, summary: 't' });

  test('counts within the next call, once the token is a minute old', async () => {
    clock.advance(60_000);
    expect((await update()).status).toBe(200);
    expect(tokenCalls()).toHaveLength(2);
  });

  test('is not looked for with every refusal of a younger token', async () => {
    for (let n = 0; n < 5; n++) expect((await update()).body.code).toBe('scope_missing');
    expect(tokenCalls()).toHaveLength(1);
  });

  test('and is still missing, costs a token a minute', async () => {
    setRole(['read:tickets', 'read:customers']);
    for (const waitMs of [60_000, 0, 0, 60_000, 0]) {
      clock.advance(waitMs);
      expect((await update()).body.code).toBe('scope_missing');
    }
    expect(tokenCalls()).toHaveLength(3);
  });
});
