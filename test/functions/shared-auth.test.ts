import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OID, OTHER_OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const BUSY = { tenant: 'busy', client_id: 'busy-client' };
const IDLE = { tenant: 'idle', client_id: 'idle-client' };
const TOKEN = 'token-of-the-idle-tenant';

let clock: TestClock;
let extension: TestExtension;
let auth: TestServer;
/** Whoever asked the authorization server for a token, by tenant or else by client id. */
let asked: string[];

/** One authorization server for two tenants, of which one is over its limit; their instances are elsewhere. */
beforeEach(async () => {
  clock = createTestClock(1_000_000);
  asked = [];
  auth = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const clientId = new URLSearchParams(body).get('client_id');
    asked.push(new URL(request.url ?? '', auth.url).searchParams.get('tenant') ?? String(clientId));
    if (clientId === BUSY.client_id) response.writeHead(429, { 'retry-after': '60' }).end('Rate Limit Reached');
    else response.end(JSON.stringify({ access_token: TOKEN, expires_in: 3600 }));
  });
  extension = await startTestExtension({ clock, simulator: { nowMs: clock.nowMs } });
  extension.halo.state.tokens.push({ access_token: TOKEN, expires_at_ms: Infinity, rights: ['edit:tickets'] });
});
afterEach(async () => {
  await extension.close();
  await auth.close();
});

const search = async (oid: string) => (await extension.direct('search_tickets', {}, { 'x-limacharlie-oid': oid })).body;
const setUp = (oid: string, instanceUrl: string, credentials: object) => {
  const urls = { instance_url: instanceUrl, auth_url: auth.url.href };
  extension.secrets.set(`orgs/${oid}`, JSON.stringify({ client_secret: 's3cret-s3cret', ...urls, ...credentials }));
};

describe('a tenant that its authorization server slows down', () => {
  test.each([
    ['named by their tenants', BUSY, IDLE],
    ['told apart by their client ids', { client_id: BUSY.client_id }, { client_id: IDLE.client_id }],
  ])('holds up no other tenant of that server: both %s', async (_, busy, idle) => {
    setUp(OID, 'http://127.0.0.1:1', busy);
    setUp(OTHER_OID, extension.halo.url, idle);
    expect(await search(OID)).toMatchObject({ code: 'rate_limited' });
    expect(await search(OTHER_OID)).toMatchObject({ record_count: 0 });
    expect(asked).toEqual([busy, idle].map((one) => Object.values(one)[0]));
  });

  test('is not asked again before its time is over, for whichever of its organizations', async () => {
    setUp(OID, 'http://127.0.0.1:1', BUSY);
    setUp(OTHER_OID, 'http://127.0.0.1:1', { ...BUSY, scope: 'all' });
    await search(OID);
    expect(await search(OTHER_OID)).toMatchObject({ code: 'rate_limited' });
    expect(asked).toEqual(['busy']);
    clock.advance(60_000);
    await search(OTHER_OID);
    expect(asked).toEqual(['busy', 'busy']);
  });
});

test('a token endpoint of the instance’s own is slowed down with it: the limit is one', async () => {
  await search(OID);
  extension.halo.faults.add({ kind: '429', retryAfter: 60, match: { path: '/api/tickets' } });
  await search(OID);
  clock.advance(1_000);
  extension.halo.calls.clear();
  extension.secrets.set(
    `orgs/${OTHER_OID}`,
    JSON.stringify({ ...JSON.parse(extension.secrets.get('default') ?? ''), scope: 'all' }),
  );
  expect(await search(OTHER_OID)).toMatchObject({ code: 'rate_limited' });
  expect(extension.halo.calls.all).toEqual([]);
});
