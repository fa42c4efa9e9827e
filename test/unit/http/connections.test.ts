import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connections, createConnections } from '../../../lib/http/connections.ts';
import { exchange } from '../../../lib/http/exchange.ts';
import { startHttpServer, type TestServer } from '../../support/http-server.ts';
import { selfSignedCertificate } from '../../support/self-signed-certificate.ts';
import { createTestClock } from '../../support/test-clock.ts';

const clock = createTestClock();
let server: TestServer;
let connections: Connections;

beforeEach(async () => {
  server = await startHttpServer((_, response) => response.end('ok'));
  connections = createConnections({ clock, mayBeInternal: () => false });
});

afterEach(async () => {
  await connections.close();
  await server.close();
});

async function get(url = server.url, from = connections) {
  const request = { method: 'GET', url, headers: {}, timeoutMs: 10_000, maxReplyBytes: 100 } as const;
  const reply = await exchange(request, from.current());
  await setImmediate(); // undici frees a connection only after the turn in which the reply ends
  return reply;
}

describe('a connection', () => {
  test('serves one call after the other', async () => {
    for (let call = 0; call < 5; call++) await get();
    expect(server.connections()).toBe(1);
  });

  test('is still used twenty seconds later', async () => {
    await get();
    clock.advance(20_000);
    await get();
    expect(server.connections()).toBe(1);
  });

  test('is given up where the process stood still for longer: the server may have closed it', async () => {
    await get();
    clock.advance(20_001);
    await get();
    expect(server.connections()).toBe(2);
  });

  test('counts its idleness from the last call, not from the first', async () => {
    for (let call = 0; call < 3; call++) {
      await get();
      clock.advance(15_000);
    }
    expect(server.connections()).toBe(1);
  });

  test('that is given up finishes what is under way on it', async () => {
    let finish = () => {};
    const started = new Promise<void>((resolve) => {
      server.server.removeAllListeners('request').once('request', (_, response) => {
        finish = () => response.end('late');
        resolve();
      });
    });
    const slow = get();
    await started;
    clock.advance(20_001);
    connections.current();
    finish();
    expect((await slow).text).toBe('late');
  });
});

test('a name that resolves to this machine is blocked unless the operator listed it', async () => {
  const url = new URL(server.url);
  url.hostname = 'localhost';
  await expect(get(url)).rejects.toMatchObject({ kind: 'blocked', sent: false });
  const listed = createConnections({ clock, mayBeInternal: (hostname) => hostname === 'localhost' });
  const reply = await get(url, listed);
  await listed.close();
  expect(reply.text).toBe('ok');
});

test('over TLS a server is offered HTTP/1.1 alone, also one that speaks HTTP/2', async () => {
  const offered: string[][] = [];
  const tlsServer = createServer({
    ...selfSignedCertificate('localhost'),
    ALPNCallback: ({ protocols }) => {
      offered.push(protocols);
      return protocols.includes('h2') ? 'h2' : 'http/1.1';
    },
  });
  tlsServer.on('tlsClientError', () => {});
  tlsServer.listen(0, '127.0.0.1');
  await once(tlsServer, 'listening');
  const listed = createConnections({ clock, mayBeInternal: () => true });
  const url = new URL(`https://localhost:${(tlsServer.address() as AddressInfo).port}/`);
  await expect(get(url, listed)).rejects.toMatchObject({ kind: 'certificate' });
  expect(offered).toEqual([['http/1.1']]);
  await listed.close();
  tlsServer.close();
});
