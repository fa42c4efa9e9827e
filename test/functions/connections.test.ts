import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startTestExtension, type TestExtension } from '../support/extension.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** A HaloPSA that is just a socket: it counts connections and keeps what it is sent. */
let server: TestServer;
let seen: { url: string | undefined; headers: IncomingHttpHeaders }[];
let clock: TestClock;
let extension: TestExtension;

beforeEach(async () => {
  seen = [];
  server = await startHttpServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    request.resume().on('end', () => response.end('{"access_token":"t","tickets":[]}'));
  });
  clock = createTestClock();
  extension = await startTestExtension({ clock, haloUrl: server.url.href });
});
afterEach(async () => {
  await server.close();
  await extension.close();
});

const search = async () => expect((await extension.direct('search_tickets', {})).status).toBe(200);

test('calls in sequence share one connection, the token request with them', async () => {
  for (let n = 0; n < 50; n++) await search();
  expect(server.connections()).toBe(1);
});

test('calls at once open connections once, and keep them', async () => {
  await search();
  await Promise.all(Array.from({ length: 20 }, search));
  const opened = server.connections();
  await Promise.all(Array.from({ length: 20 }, search));
  expect(server.connections()).toBe(opened);
});

test('after a pause the idle connection is replaced, since HaloPSA may long have closed it', async () => {
  await search();
  const opened = server.connections();
  clock.advance(20_001);
  await search();
  expect(server.connections()).toBe(opened + 1);
});

test('every request carries a User-Agent, the token request too', async () => {
  await search();
  expect(seen.map(({ url, headers }) => [url, headers['user-agent']])).toEqual([
    ['/auth/token', 'limacharlie-halopsa-extension/1'],
    ['/api/Tickets?pageinate=true&page_no=1&page_size=50', 'limacharlie-halopsa-extension/1'],
  ]);
});
