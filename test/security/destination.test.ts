import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OTHER_OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';
import { HOSTILE_URLS } from './hostile-urls.ts';

let extension: TestExtension;
/** Sockets that this process opened, or began to: Node reports each before its name is even looked up. */
let sockets: number;
const count = () => {
  sockets++;
};
beforeEach(() => {
  sockets = 0;
  subscribe('net.client.socket', count);
});
afterEach(() => {
  unsubscribe('net.client.socket', count);
  return extension.close();
});

const setUrl = (field: string, url: string) => {
  const secret = JSON.parse(extension.secrets.get('default') ?? '');
  extension.secrets.set('default', JSON.stringify({ ...secret, [field]: url }));
};

describe.each(['instance_url', 'auth_url'])('%s in the secret', (field) => {
  beforeEach(async () => {
    extension = await startTestExtension({
      env: { ALLOW_LOOPBACK_HTTP: 'false', ALLOWED_HALO_HOSTS: 'psa.example.com' },
      haloUrl: 'https://northwind.halopsa.com',
    });
  });

  describe.each(Object.entries(HOSTILE_URLS))('with %s', (_, urls) => {
    test.each(urls)('%j opens no socket, and is repeated nowhere', async (url) => {
      setUrl(field, url);
      const direct = await extension.direct('create_ticket', { summary: 's' }, { 'idempotency-key': 'k' });
      const delivered = await extension.request('search_tickets', {});
      expect(direct).toMatchObject({ status: 502, body: { code: 'credentials_invalid', retriable: false } });
      expect(direct.body.detail).toContain(`\`${field}\` in the secret is refused`);
      expect(delivered).toMatchObject({ status: 400, body: { retriable: false } });
      expect(sockets).toBe(0);
      const told = direct.text + delivered.text + JSON.stringify(extension.logs);
      expect(told).not.toContain('canary');
      expect(told).not.toContain(JSON.stringify(url));
    });
  });

  test.each(['', ' ', 'null', 'x'.repeat(100_000), 'https://'.repeat(10_000)])(
    'that is no address at all opens no socket',
    async (url) => {
      setUrl(field, url);
      expect(await extension.direct('search_tickets', {})).toMatchObject({ status: 502 });
      expect(sockets).toBe(0);
    },
  );
});

test('an address that is right is connected to: the count of sockets counts', async () => {
  extension = await startTestExtension();
  expect(await extension.direct('search_tickets', {})).toMatchObject({ status: 200 });
  expect(sockets).toBeGreaterThan(0);
});

describe('nobody but the secret says where credentials go', () => {
  let elsewhere: TestServer;
  beforeEach(async () => {
    elsewhere = await startHttpServer((_, response) => response.end('{}'));
    extension = await startTestExtension();
  });
  afterEach(() => elsewhere.close());

  test.each(['instance_url', 'halo_url', 'url', 'auth_url', 'base_url'])('not a request by `%s`', async (name) => {
    const more = { [name]: elsewhere.url.href };
    await extension.request('search_tickets', more, { config: more });
    await extension.direct('search_tickets', more, { [name.replace('_', '-')]: elsewhere.url.href });
    expect(elsewhere.connections()).toBe(0);
  });

  describe.each([301, 302, 303, 307, 308])('not HaloPSA by a redirect with %i', (status) => {
    test.each([
      ['of a read', 'search_tickets', {}, '/api'],
      ['of a write', 'create_ticket', { summary: 's' }, '/api'],
      ['of the token request, which holds the secret', 'search_tickets', {}, '/auth'],
    ])('%s', async (_, action, data, path) => {
      extension.halo.faults.add({ kind: 'redirect', status, location: elsewhere.url.href, match: { path }, times: 9 });
      const answer = await extension.request(action, data);
      expect(answer.status).not.toBe(200);
      expect(elsewhere.connections()).toBe(0);
    });
  });

  test.each([
    '../../etc',
    '%2e%2e%2f',
    'x/../../../',
    "'; --",
    `${OTHER_OID}/../default`,
    OTHER_OID.replaceAll('-', ''),
  ])('not an org id like %j: no secret is read under it', async (oid) => {
    expect(await extension.request('search_tickets', {}, { oid })).toMatchObject({ status: 400 });
    expect(extension.secretReads.every((name) => name === 'test/extension')).toBe(true);
  });
});
