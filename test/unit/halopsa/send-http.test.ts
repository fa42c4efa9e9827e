import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../infra/local/halopsa-simulator/index.ts';
import type { HaloCall } from '../../../lib/halopsa/api.ts';
import type { HttpCall } from '../../../lib/halopsa/send-http.ts';
import { startTestHalo, type TestHalo } from '../../support/halo.ts';
import { startHttpServer } from '../../support/http-server.ts';

let halo: TestHalo;
beforeEach(async () => {
  halo = await startTestHalo();
});
afterEach(() => halo.close());

const ALWAYS = Number.POSITIVE_INFINITY;
const calls: HaloCall[] = [];
const send = (kind: 'read' | 'write', more: Partial<HttpCall> = {}) => {
  calls.length = 0;
  return halo.sendHttp({
    kind,
    method: kind === 'read' ? 'GET' : 'POST',
    url: new URL(`${halo.simulator.url}${kind === 'read' ? '/api/authinfo' : '/auth/token'}`),
    headers: {},
    deadlineAtMs: 20_000,
    secrets: [],
    logPath: '/Authinfo',
    onCall: (call) => calls.push(call),
    ...more,
  });
};
const arrivals = () => halo.simulator.calls.all.length;

test('a reply comes back whatever its status', async () => {
  halo.simulator.faults.add({ kind: 'status', status: 418, body: 'teapot' });
  await expect(send('read')).resolves.toMatchObject({ status: 418, text: 'teapot' });
});

describe('a read is repeated, at most twice, after', () => {
  test.each<FaultRule>([
    { kind: 'reset-before' },
    { kind: 'reset-after-commit' },
    { kind: 'truncated' },
    { kind: 'status', status: 502 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 504 },
    { kind: '429' },
  ])('%j', async (fault) => {
    halo.simulator.faults.add({ ...fault, times: ALWAYS });
    await send('read').catch(() => {});
    expect(arrivals()).toBe(3);
    expect(halo.clock.sleepsMs).toHaveLength(2);
  });
});

describe('a read is not repeated after', () => {
  test.each<FaultRule>([
    { kind: 'status', status: 400 },
    { kind: 'status', status: 401 },
    { kind: 'status', status: 404 },
    { kind: 'status', status: 500 },
    { kind: 'oversized', bytes: 6_000_000 },
    { kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' },
  ])('%j', async (fault) => {
    halo.simulator.faults.add({ ...fault, times: ALWAYS });
    await send('read').catch(() => {});
    expect(arrivals()).toBe(1);
  });
});

describe('a write is sent once, though it ended with', () => {
  test.each<FaultRule>([
    { kind: 'reset-before' },
    { kind: 'reset-after-commit' },
    { kind: 'truncated' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 504 },
  ])('%j', async (fault) => {
    halo.simulator.faults.add({ ...fault, times: ALWAYS });
    await send('write').catch(() => {});
    expect(arrivals()).toBe(1);
  });
});

test('a write is repeated after a 429, since a throttled HaloPSA has not acted', async () => {
  halo.simulator.faults.add({ kind: '429', retryAfter: 3 });
  await send('write');
  expect(arrivals()).toBe(2);
  expect(halo.clock.sleepsMs).toEqual([3_000]);
});

test('a longer wait than twenty seconds is left to the caller', async () => {
  halo.simulator.faults.add({ kind: '429', retryAfter: 21 });
  await expect(send('read')).resolves.toMatchObject({ status: 429 });
  expect(halo.clock.sleepsMs).toEqual([]);
});

describe('where no reply comes, the error is', () => {
  test.each<[FaultRule, 'read' | 'write', string]>([
    [{ kind: 'reset-before' }, 'read', 'halo_unavailable'],
    [{ kind: 'reset-before' }, 'write', 'outcome_unknown'],
    [{ kind: 'reset-after-commit' }, 'write', 'outcome_unknown'],
    [{ kind: 'truncated' }, 'read', 'halo_unavailable'],
    [{ kind: 'truncated' }, 'write', 'outcome_unknown'],
    [{ kind: 'hang-before' }, 'read', 'halo_timeout'],
    [{ kind: 'hang-before' }, 'write', 'outcome_unknown'],
    [{ kind: 'hang-after-commit' }, 'write', 'outcome_unknown'],
    [{ kind: 'oversized', bytes: 6_000_000 }, 'read', 'halo_unavailable'],
    [{ kind: 'oversized', bytes: 6_000_000 }, 'write', 'outcome_unknown'],
  ])('%j to a %s: %s', async (fault, kind, code) => {
    halo.simulator.faults.add({ ...fault, times: ALWAYS });
    const deadlineAtMs = fault.kind.startsWith('hang') ? 300 : 20_000;
    await expect(send(kind, { deadlineAtMs })).rejects.toMatchObject({
      code,
      retriable: true,
    });
  });

  test.each(['read', 'write'] as const)(
    'halo_unavailable to a %s that nobody listened to, after two more attempts',
    async (kind) => {
      const url = new URL(halo.simulator.url);
      await halo.simulator.close();
      await expect(send(kind, { url })).rejects.toMatchObject({ code: 'halo_unavailable' });
      expect(calls.map(({ status }) => status)).toEqual(['refused', 'refused', 'refused']);
      halo = await startTestHalo();
    },
  );

  test('says of an oversized reply that it was too large', async () => {
    halo.simulator.faults.add({ kind: 'oversized', bytes: 6_000_000 });
    await expect(send('read')).rejects.toMatchObject({
      message: expect.stringContaining('larger than 5242880 bytes'),
      hint: expect.stringContaining('`page_size`'),
    });
  });

  test('names the host of an address within, which is refused before a connection is made', async () => {
    await expect(send('read', { url: new URL('https://localhost/api') })).rejects.toMatchObject({
      code: 'credentials_invalid',
      message: 'The HaloPSA host resolves to an internal address, which is refused.',
    });
  });
});

test('a reply of just under five megabytes is read', async () => {
  halo.simulator.faults.add({ kind: 'oversized', bytes: 5 * 1024 * 1024 });
  expect((await send('read')).text).toHaveLength(5 * 1024 * 1024);
});

test('redirects are not followed', async () => {
  halo.simulator.faults.add({ kind: 'redirect', location: `${halo.simulator.url}/api/authinfo` });
  await expect(send('read')).resolves.toMatchObject({ status: 302 });
  expect(arrivals()).toBe(1);
});

test('nothing is sent once the deadline is over', async () => {
  await expect(send('write', { deadlineAtMs: 0 })).rejects.toMatchObject({ code: 'halo_timeout' });
  expect(arrivals()).toBe(0);
});

test('the deadline spans all attempts and the waits between them', async () => {
  halo.simulator.faults.add({ kind: '429', retryAfter: 4, times: ALWAYS });
  await expect(send('read', { deadlineAtMs: 6_000 })).resolves.toMatchObject({ status: 429 });
  expect(halo.clock.sleepsMs).toEqual([4_000]);
});

test('an abort from outside ends the call', async () => {
  halo.simulator.faults.add({ kind: 'hang-before' });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  await expect(send('read', { signal: controller.signal })).rejects.toMatchObject({ code: 'halo_timeout' });
});

test('every exchange is reported with its status and its time', async () => {
  halo.simulator.faults.add({ kind: 'status', status: 503 });
  await send('read');
  expect(calls).toEqual([
    { kind: 'read', method: 'GET', path: '/Authinfo', status: 503, durationMs: expect.any(Number), waitedMs: 0 },
    { kind: 'read', method: 'GET', path: '/Authinfo', status: 200, durationMs: expect.any(Number), waitedMs: 0 },
  ]);
});

test('a call that HaloPSA held back says for how long, and one that was only repeated does not', async () => {
  halo.simulator.faults.add({ kind: '429', retryAfter: 3 });
  await send('read');
  expect(calls.map(({ status, waitedMs }) => [status, waitedMs])).toEqual([
    [429, 0],
    [200, 3_000],
  ]);
  halo.simulator.faults.add({ kind: '429', retryAfter: 3 });
  halo.simulator.faults.add({ kind: 'status', status: 503 });
  await send('read');
  expect(calls.map(({ status, waitedMs }) => [status, waitedMs])).toEqual([
    [429, 0],
    [503, 3_000],
    [200, 0],
  ]);
});

test('User-Agent and Accept go with every request, the retried ones too', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = await startHttpServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(seen.length === 1 ? 503 : 200).end('{}');
  });
  await send('read', { url: server.url });
  await server.close();
  expect(seen).toHaveLength(2);
  for (const headers of seen) {
    expect(headers).toMatchObject({ 'user-agent': 'limacharlie-halopsa-extension/1', accept: 'application/json' });
  }
});
