import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../../../infra/local/halopsa-simulator/index.ts';
import { Harness, useSimulator } from './harness.ts';

const halo = useSimulator();
const create = () => halo.post('/api/Tickets', [{ summary: 'x' }]);
const stored = () => halo.simulator.state.tickets.length;
const fail = async (fault: FaultRule) => {
  await halo.authorize();
  halo.simulator.faults.add({ match: { path: '/api/tickets' }, ...fault });
};

describe('a fault', () => {
  test('reset-before breaks the connection without acting', async () => {
    await fail({ kind: 'reset-before' });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(stored()).toBe(0);
    expect(halo.simulator.calls.all.at(-1)).toMatchObject({ status: null, fault: 'reset-before' });
  });

  test('reset-after-commit acts and breaks the connection', async () => {
    await fail({ kind: 'reset-after-commit' });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(stored()).toBe(1);
  });

  test.each([
    ['before', 0],
    ['after-commit', 1],
  ] as const)('status answers anything, %s', async (when, tickets) => {
    await fail({ kind: 'status', status: 503, when, body: { error: 'busy' }, headers: { 'x-a': 'b' } });
    const { status, json, headers } = await create();
    expect(status).toBe(503);
    expect(json).toEqual({ error: 'busy' });
    expect(headers.get('x-a')).toBe('b');
    expect(stored()).toBe(tickets);
  });

  test('status answers text, or nothing', async () => {
    await fail({ kind: 'status', status: 500, body: 'Oops' });
    expect((await create()).text).toBe('Oops');
    await fail({ kind: 'status', status: 500 });
    expect((await create()).text).toBe('');
  });

  test.each([
    ['hang-before', 0],
    ['hang-after-commit', 1],
  ] as const)('%s never answers', async (kind, tickets) => {
    await fail({ kind });
    const gaveUp = AbortSignal.timeout(150);
    await halo.authorize();
    const { access_token } = (await halo.token()).json;
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
    const post = { method: 'POST', headers, body: '[{"summary":"x"}]', signal: gaveUp };
    await expect(fetch(`${halo.simulator.url}/api/Tickets`, post)).rejects.toThrow('timeout');
    expect(stored()).toBe(tickets);
  });

  test('truncated acts and sends half of what it announced', async () => {
    await fail({ kind: 'truncated' });
    await expect(create()).rejects.toThrow('terminated');
    expect(stored()).toBe(1);
  });

  test.each([
    [{ kind: 'html' } as const, 502, 0],
    [{ kind: 'html', status: 200, when: 'after-commit' } as const, 200, 1],
  ])("html is a proxy's page: %j", async (fault, expectedStatus, tickets) => {
    await fail(fault);
    const { status, text, headers } = await create();
    expect(status).toBe(expectedStatus);
    expect(headers.get('content-type')).toContain('text/html');
    expect(text).toContain('<html>');
    expect(stored()).toBe(tickets);
  });

  test('broken-json acts and answers JSON that does not parse', async () => {
    await fail({ kind: 'broken-json' });
    const { status, text } = await create();
    expect(status).toBe(201);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(stored()).toBe(1);
  });

  test('once-401 refuses a good token once', async () => {
    await fail({ kind: 'once-401' });
    expect((await create()).status).toBe(401);
    expect((await create()).status).toBe(201);
  });

  test.each([
    [undefined, null],
    [7, '7'],
    ['Fri, 20 Nov 2026 10:16:00 GMT', 'Fri, 20 Nov 2026 10:16:00 GMT'],
  ])('429 is text, with Retry-After %s', async (retryAfter, header) => {
    await fail({ kind: '429', retryAfter });
    const { status, text, headers } = await create();
    expect(status).toBe(429);
    expect(text).toBe('Rate Limit Reached - 300 Requests per rolling 5 minute window');
    expect(headers.get('retry-after')).toBe(header);
    expect(stored()).toBe(0);
  });

  test('empty-403 has no words', async () => {
    await fail({ kind: 'empty-403' });
    expect(await create()).toMatchObject({ status: 403, text: '' });
  });

  test('slow acts at once and answers late', async () => {
    await fail({ kind: 'slow', delayMs: 80 });
    const startedMs = performance.now();
    expect((await create()).status).toBe(201);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(75);
  });

  test('redirect points elsewhere', async () => {
    await fail({ kind: 'redirect', location: 'https://elsewhere.example/' });
    const { status, headers } = await create();
    expect(status).toBe(302);
    expect(headers.get('location')).toBe('https://elsewhere.example/');
  });

  test('oversized answers as many bytes as asked', async () => {
    await fail({ kind: 'oversized', bytes: 1_000_000 });
    expect((await create()).text).toHaveLength(1_000_000);
    expect(stored()).toBe(1);
  });
});

describe('a fault rule', () => {
  test('hits the first matching request only, by default', async () => {
    await fail({ kind: 'empty-403' });
    expect([(await create()).status, (await create()).status]).toEqual([403, 201]);
    expect(halo.simulator.faults.pending).toEqual([]);
  });

  test('hits as often as it says, after as many as it skips', async () => {
    await fail({ kind: 'empty-403', skip: 1, times: 2 });
    const statuses = [await create(), await create(), await create(), await create()].map(({ status }) => status);
    expect(statuses).toEqual([201, 403, 403, 201]);
  });

  test('hits for ever with Infinity', async () => {
    await fail({ kind: 'empty-403', times: Infinity });
    expect([(await create()).status, (await create()).status]).toEqual([403, 403]);
    halo.simulator.faults.clear();
    expect((await create()).status).toBe(201);
  });

  test('spares other methods and paths', async () => {
    await halo.authorize();
    halo.simulator.faults.add({ kind: 'empty-403', match: { method: 'POST', path: /^\/api\/tickets$/i } });
    expect((await halo.get('/api/Tickets')).status).toBe(200);
    expect((await halo.post('/api/Tickets/Object', { summary: 'x' })).status).toBe(201);
    expect((await create()).status).toBe(403);
  });

  test('singles out a request by its headers', async () => {
    const reset = { kind: 'reset-before', match: { path: '/auth', headers: { 'x-strike': '7' } } } as const;
    halo.simulator.faults.add(reset);
    expect((await halo.token({}, '/auth/token', { 'x-strike': '8' })).status).toBe(200);
    await expect(halo.token({}, '/auth/token', { 'x-strike': '7' })).rejects.toThrow('fetch failed');
  });

  test('waits its turn behind an earlier one', async () => {
    await fail({ kind: 'status', status: 500 });
    await fail({ kind: 'status', status: 502 });
    expect([(await create()).status, (await create()).status]).toEqual([500, 502]);
  });

  test('reaches the token endpoint too', async () => {
    halo.simulator.faults.add({ kind: '429', match: { path: '/auth/token' } });
    expect((await halo.token()).status).toBe(429);
  });
});

test('closing ends a hanging connection at once', async () => {
  const own = new Harness();
  await own.start({});
  own.simulator.faults.add({ kind: 'hang-before' });
  const hanging = expect(own.send('GET', '/api/authinfo')).rejects.toThrow('fetch failed');
  while (own.simulator.calls.count() === 0) await new Promise(setImmediate);
  await own.simulator.close();
  await hanging;
});
