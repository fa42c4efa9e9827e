import type { UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { RedactingFormatter } from '../../lib/observability/redacting-formatter.ts';
import { type Answer, OID, OTHER_OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';
import { createTestClock } from '../support/test-clock.ts';

/** One for each credential there is. None looks like one, so that no pattern finds it by its shape. */
const CANARIES = {
  client_secret: 'canary/client+secret=0123456789',
  access_token: 'canary-access-token-0123456789',
  id_token: 'canary-id-token-0123456789',
  refresh_token: 'canary-refresh-token-0123456789',
  shared_secret: 'canary-shared-secret-0123456789',
  previous_shared_secret: 'canary-previous-secret-0123456789',
  jwt: 'canary-jwt-of-the-org-0123456789',
};

interface Echo {
  /** HaloPSA's status for what is not a token request, and for token requests where `token` says so. */
  status: number;
  text(received: string): string;
  token?: boolean;
}

let echo: Echo;
let server: TestServer;
let extension: TestExtension;
let store: ReturnType<typeof createMemoryStore>;
let answers: Answer[];

beforeEach(async () => {
  answers = [];
  store = createMemoryStore();
  server = await startHttpServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    if (request.url?.startsWith('/auth/token') && !echo.token) {
      const { access_token, id_token, refresh_token } = CANARIES;
      return response.end(JSON.stringify({ access_token, id_token, refresh_token, expires_in: 3600, scope: 'all' }));
    }
    const received = `${request.headers.authorization ?? ''} ${decodeURIComponent(body)} ${CANARIES.client_secret}`;
    response.writeHead(echo.status).end(echo.text(received));
  });
  extension = await startTestExtension({
    haloUrl: server.url.href,
    clock: createTestClock(),
    store,
    credentials: { client_secret: CANARIES.client_secret },
  });
  const { previous_shared_secret } = CANARIES;
  const own = { instance_url: server.url.href, client_id: 'i', client_secret: CANARIES.client_secret };
  extension.secrets.set(`orgs/${OTHER_OID}`, JSON.stringify(own));
  const current = JSON.parse(extension.secrets.get('extension') ?? '').shared_secret;
  extension.secrets.set('extension', JSON.stringify({ shared_secret: current, previous_shared_secret }));
});
afterEach(async () => {
  await server.close();
  await extension.close();
});

/** The lines as Lambda would write them. */
function logLines(): string {
  const formatter = new RedactingFormatter();
  return extension.logs
    .map(({ level, message, ...fields }) => {
      const attributes = { logLevel: level, message, timestamp: new Date(0), serviceName: 'test' };
      return JSON.stringify(
        formatter.formatAttributes(attributes as unknown as UnformattedAttributes, fields as never),
      );
    })
    .join('\n');
}

function expectNoLeak(): void {
  const told = answers.map(({ text, headers }) => text + JSON.stringify(headers)).join('\n');
  const places = {
    told,
    logged: JSON.stringify(extension.logs),
    lines: logLines(),
    ledger: JSON.stringify([...store.items]),
  };
  expect(told.length).toBeGreaterThan(0);
  expect(extension.logs.length).toBeGreaterThan(0);
  for (const [place, text] of Object.entries(places))
    expect({ place, leaked: text.match(/.{0,60}canar.{0,60}/)?.[0] }).toEqual({ place });
}

const org = (oid: string) => ({ oid, jwt: CANARIES.jwt, ident: 'rule' });
const ask = async (action: string, data: unknown, oid = OID) => {
  answers.push(await extension.direct(action, data, { 'x-limacharlie-oid': oid, 'idempotency-key': 'direct' }));
  answers.push(await extension.deliver({ idempotency_key: 'k', request: { org: org(oid), action, data } }));
};

const SHAPES: [string, (received: string) => string][] = [
  ['an exception', (received) => JSON.stringify({ ClassName: 'System.Exception', Message: received })],
  ['a message', (received) => JSON.stringify({ message: received })],
  ['an OAuth error', (received) => JSON.stringify({ error: 'invalid_client', error_description: received })],
  ['a result code', (received) => JSON.stringify({ resultCode: 1, errorMessage: received })],
  ['a model binding', (received) => JSON.stringify({ '[0].summary': [received] })],
  ['another object', (received) => JSON.stringify({ authorization: received })],
  ['text', (received) => received],
  ['a quoted string', (received) => JSON.stringify(received)],
  ['HTML', (received) => `<html>${received}</html>`],
  ['text that is cut in the middle of it', (received) => 'x'.repeat(280) + received],
  ['broken JSON', (received) => `{"Message":${JSON.stringify(received)}`],
];

describe.each([400, 401, 403, 404, 429, 500, 503])(
  'where HaloPSA answers %i and repeats what it was sent',
  (status) => {
    test.each(SHAPES)('as %s, nobody gets to see it', async (_, text) => {
      echo = { status, text };
      await ask('add_action', { ticket_id: 2884, note: 'n' });
      await ask('search_tickets', {}, OTHER_OID);
      expectNoLeak();
    });
  },
);

describe.each([200, 400, 401, 429, 500])(
  'where the token endpoint answers %i and repeats what it was sent',
  (status) => {
    test.each(SHAPES)('as %s, nobody gets to see it', async (_, text) => {
      echo = { status, text, token: true };
      await ask('search_tickets', {});
      answers.push(await extension.deliver({ conf_validation: { org: org(OTHER_OID), conf: {} } }));
      await extension.deliver({ event: { org: org(OID), event_name: 'subscribe' } });
      expectNoLeak();
    });
  },
);

test.each([200, 201])('a success (%i) that is no JSON and repeats everything tells nobody', async (status) => {
  echo = { status, text: (received) => `OK ${received}` };
  await ask('create_ticket', { summary: 's' });
  expectNoLeak();
});

test('a success leaves no credential in the log or the ledger', async () => {
  echo = { status: 201, text: () => '{"id":2884,"summary":"s"}' };
  await ask('create_ticket', { summary: 's' });
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(store.items.size).toBeGreaterThan(0);
  expectNoLeak();
});

describe('LimaCharlie’s own credentials', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a request', { request: { org: org(OID), action: 'nope', data: {} } }],
    ['an event', { event: { org: org(OID), event_name: 'unsubscribe', config: { jwt: CANARIES.jwt } } }],
    ['a broken message', { request: { org: org(OID), action: 7 } }],
    ['a wrong configuration', { conf_validation: { org: org(OID), conf: { default_client_id: 'x' } } }],
  ])('are not repeated from %s', async (_, message) => {
    answers.push(await extension.deliver(message));
    await extension.deliver({ event: { org: org(OID), event_name: 'unsubscribe' } });
    expectNoLeak();
  });

  test('are not repeated from a forged message', async () => {
    const headers = { 'lc-ext-sig': CANARIES.shared_secret };
    answers.push(await extension.post({ body: JSON.stringify({ request: { org: org(OID) } }), headers }));
    expect(answers[0]?.status).toBe(401);
    expectNoLeak();
  });

  test('are redacted in the log of an error that LimaCharlie reports', async () => {
    const error = `failed with jwt=${CANARIES.jwt} and Bearer ${CANARIES.access_token}`;
    await extension.deliver({ error_report: { oid: OID, error } });
    expect(logLines()).toContain('LimaCharlie reports an error');
    expect(logLines()).not.toContain('canary');
  });
});

test.each(['default', 'extension', `orgs/${OTHER_OID}`])(
  'a secret that is no JSON (%s) is not repeated',
  async (name) => {
    echo = { status: 400, text: () => '' };
    extension.secrets.set(name, `{ "client_secret": ${CANARIES.client_secret}`);
    await ask('search_tickets', {}, name === 'default' ? OID : OTHER_OID);
    expectNoLeak();
  },
);

test('the text of tickets and notes is in no log', async () => {
  echo = { status: 201, text: () => '{"id":2884}' };
  await ask('create_ticket', {
    summary: 'canary-summary',
    details: 'canary-details',
    customfields: [{ name: 'n', value: 'canary' }],
  });
  await ask('add_action', { ticket_id: 2884, note: 'canary-note', extra: { x: 'canary' } });
  await ask('update_ticket', { id: 2884, status_id: 'canary-wrong' });
  expect(extension.logs.length).toBeGreaterThan(4);
  expect(JSON.stringify(extension.logs)).not.toContain('canary');
});
