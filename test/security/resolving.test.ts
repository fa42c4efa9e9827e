import type { lookup } from 'node:dns';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Agent } from 'undici';
import { createRateGate } from '../../lib/halopsa/rate-gate.ts';
import { createSendHttp } from '../../lib/halopsa/send-http.ts';
import { guardedLookup } from '../../lib/http/guarded-lookup.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';
import { createTestClock } from '../support/test-clock.ts';

const NAME = 'northwind.halopsa.com';
let server: TestServer;
let agent: Agent | undefined;
beforeEach(async () => {
  server = await startHttpServer((_, response) => response.end('reached'));
});
afterEach(async () => {
  await agent?.close();
  await server.close();
});

/** Calls HaloPSA's name, on the port of our server, while that name resolves to these addresses. */
function callWhereItIs(addresses: string[], isListed = false) {
  const resolve = ((_name: string, _options: object, callback: (...answer: unknown[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup;
  const open = new Agent({ connect: { lookup: guardedLookup(() => isListed, resolve) } });
  agent = open;
  const clock = createTestClock();
  const budget = { take: async () => 0 };
  const sendHttp = createSendHttp({
    connections: { current: () => open, close: () => open.close() },
    gate: createRateGate({ budget, clock, random: () => 0 }),
    clock,
    random: () => 0,
  });
  return sendHttp({
    kind: 'write',
    method: 'POST',
    url: new URL(`http://${NAME}:${server.url.port}/auth/token`),
    headers: { authorization: 'Bearer canary' },
    body: 'client_secret=canary',
    deadlineAtMs: 2_000,
    secrets: [],
    logPath: '/auth/token',
  });
}

describe('a name of HaloPSA that resolves inwards is not connected to', () => {
  test.each([
    ['this machine', ['127.0.0.1']],
    ['this machine, in other words', ['127.8.8.8']],
    ['this machine by IPv6', ['::1']],
    ['this machine, mapped', ['::ffff:127.0.0.1']],
    ['this machine, mapped in hex', ['::ffff:7f00:1']],
    ['this machine, in the old IPv6 form', ['::127.0.0.1']],
    ['this machine behind a translator', ['64:ff9b::7f00:1']],
    ['this machine behind a local translator', ['64:ff9b:1::7f00:1']],
    ['this machine behind 6to4', ['2002:7f00:1::']],
    ['this machine behind Teredo', ['2001:0:7f00:1::']],
    ['nothing in particular', ['0.0.0.0']],
    ['nothing in particular by IPv6', ['::']],
    ['a private network', ['10.0.0.5']],
    ['another private network', ['172.20.0.5']],
    ['a third private network', ['192.168.0.5']],
    ["a provider's network", ['100.64.0.5']],
    ['a unique local address', ['fd12::5']],
    ['a site-local address', ['fec0::5']],
    ['a link-local address', ['fe80::5']],
    ['a link-local address of a zone', ['fe80::5%lo']],
    ["AWS's metadata", ['169.254.169.254']],
    ["AWS's metadata by IPv6", ['fd00:ec2::254']],
    ["Lambda's own runtime", ['169.254.100.1']],
    ['everybody', ['255.255.255.255']],
    ['a group', ['224.0.0.1']],
    ['several such', ['10.0.0.5', '::1', '127.0.0.1']],
  ])('%s', async (_, addresses) => {
    await expect(callWhereItIs(addresses)).rejects.toMatchObject({
      code: 'credentials_invalid',
      message: 'The HaloPSA host resolves to an internal address, which is refused.',
    });
    expect(server.connections()).toBe(0);
  });
});

test('a name that the operator listed may resolve inwards: then our server is reached', async () => {
  expect((await callWhereItIs(['127.0.0.1'], true)).text).toBe('reached');
  expect(server.connections()).toBe(1);
});
