import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Agent } from 'undici';
import { exchange, type HttpRequest } from '../../../lib/http/exchange.ts';
import { startHttpServer, type TestServer } from '../../support/http-server.ts';

let answer: RequestListener;
let server: TestServer;
let agent: Agent;

beforeEach(async () => {
  answer = (_, response) => response.end('ok');
  server = await startHttpServer((request, response) => answer(request, response));
  agent = new Agent();
});

afterEach(async () => {
  await agent.destroy();
  await server.close();
});

const get = (more: Partial<HttpRequest> = {}) =>
  exchange({ method: 'GET', url: server.url, headers: {}, timeoutMs: 10_000, maxReplyBytes: 1_000, ...more }, agent);

describe('an exchange', () => {
  test('sends method, path, query, headers and body', async () => {
    answer = async (request, response) => {
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, accept: headers.accept, body: await text(request) }));
    };
    const url = new URL('/api/Tickets?a=1&b=%C3%A4', server.url);
    const reply = await get({ method: 'POST', url, headers: { accept: 'application/json' }, body: '[{"ä":1}]' });
    expect(JSON.parse(reply.text)).toEqual({
      method: 'POST',
      url: '/api/Tickets?a=1&b=%C3%A4',
      accept: 'application/json',
      body: '[{"ä":1}]',
    });
  });

  test.each([200, 201, 204, 400, 429, 500])('ends with the reply where its status is %i', async (status) => {
    answer = (_, response) => response.writeHead(status, { 'retry-after': '7' }).end();
    expect(await get()).toMatchObject({ status, text: '', headers: { 'retry-after': '7' } });
  });

  test('reads header names in lower case, and of a repeated header the first value', async () => {
    answer = (_, response) => response.writeHead(200, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-One', '1']).end();
    expect((await get()).headers).toMatchObject({ 'set-cookie': 'a=1', 'x-one': '1' });
  });

  test('does not follow a redirect', async () => {
    let requests = 0;
    answer = (_, response) => {
      requests += 1;
      response.writeHead(302, { location: new URL('/elsewhere', server.url).href }).end();
    };
    expect(await get()).toMatchObject({ status: 302 });
    expect(requests).toBe(1);
  });

  test('puts characters together that arrive in two pieces', async () => {
    const bytes = Buffer.from('ä');
    answer = async (_, response) => {
      response.write(bytes.subarray(0, 1));
      setTimeout(() => response.end(bytes.subarray(1)), 20);
    };
    expect((await get()).text).toBe('ä');
  });
});

describe('the cap on a reply', () => {
  test('lets through what is exactly as large', async () => {
    answer = (_, response) => response.end('x'.repeat(1_000));
    expect((await get()).text).toHaveLength(1_000);
  });

  test('ends an exchange whose reply is a byte larger', async () => {
    answer = (_, response) => response.end('x'.repeat(1_001));
    await expect(get()).rejects.toMatchObject({ kind: 'too_large', sent: true });
  });

  test('ends a reply that never ends', async () => {
    let closed = false;
    answer = (_, response) => {
      const writing = setInterval(() => response.write('x'.repeat(500)), 1);
      response.on('close', () => {
        closed = true;
        clearInterval(writing);
      });
    };
    await expect(get()).rejects.toMatchObject({ kind: 'too_large' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(closed).toBe(true);
  });
});

describe('an exchange fails', () => {
  test.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['stops after the headers', (_, response) => response.writeHead(200, { 'content-length': '10' }).flushHeaders()],
    [
      'stops in the middle of the body',
      (_, response) => response.writeHead(200, { 'content-length': '10' }).write('x'),
    ],
  ])('as a timeout where the server %s', async (_, listener) => {
    answer = listener;
    await expect(get({ timeoutMs: 100 })).rejects.toMatchObject({ name: 'HttpFailure', kind: 'timeout', sent: true });
  });

  test('as a timeout where its caller gives up', async () => {
    const caller = new AbortController();
    answer = () => caller.abort();
    await expect(get({ signal: caller.signal })).rejects.toMatchObject({ kind: 'timeout', sent: true });
  });

  test.each<[string, RequestListener]>([
    ['resets the connection', ({ socket }) => socket.resetAndDestroy()],
    ['closes it without an answer', ({ socket }) => socket.destroy()],
    ['says something that is not HTTP', ({ socket }) => socket.end('hello\r\n\r\n')],
    [
      'breaks off in the middle of the body',
      (_, response) => response.writeHead(200, { 'content-length': '10' }).write('x', () => response.destroy()),
    ],
  ])('as a reset where the server %s', async (_, listener) => {
    answer = listener;
    await expect(get()).rejects.toMatchObject({ kind: 'reset', sent: true });
  });

  test('as refused and not sent where nobody listens', async () => {
    const { url } = server;
    await server.close();
    const failure = get({ url });
    server = await startHttpServer(() => {});
    await expect(failure).rejects.toMatchObject({ kind: 'refused', sent: false });
  });
});
