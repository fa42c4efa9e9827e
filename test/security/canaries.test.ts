import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../infra/local/halopsa-simulator/index.ts';
import { defaultSeed } from '../../infra/local/halopsa-simulator/seed.ts';
import { packMessage } from '../../infra/local/limacharlie-sender.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { type Answer, OID, startTestExtension, type TestExtension } from '../support/extension.ts';
import { openTicket } from '../support/halo-calls.ts';
import { createTestClock } from '../support/test-clock.ts';

const CANARIES = {
  client_secret: 'canary-client-secret-4f1d',
  shared_secret: 'canary-shared-secret-of-32-characters',
  previous_shared_secret: 'canary-previous-secret-of-32-chars',
  jwt: 'canary-jwt-of-the-org.e30.c2ln',
};

let extension: TestExtension;
let store: ReturnType<typeof createMemoryStore>;
let answers: Answer[];
let ticketId: number;

beforeEach(async () => {
  answers = [];
  store = createMemoryStore();
  const clock = createTestClock();
  const seed = { oauth: { ...defaultSeed().oauth, client_secret: CANARIES.client_secret } };
  extension = await startTestExtension({
    store,
    clock,
    simulator: { seed, nowMs: clock.nowMs },
    credentials: { client_secret: CANARIES.client_secret },
    remainingMs: 4_000,
  });
  const { shared_secret, previous_shared_secret } = CANARIES;
  extension.secrets.set('extension', JSON.stringify({ shared_secret, previous_shared_secret }));
  ticketId = await openTicket(extension);
});
afterEach(() => extension.close());

/** Every action, through both doors, twice under one key: worked on, then replayed or found. */
async function askEverything(): Promise<void> {
  const data = {
    create_ticket: { summary: 's', details: 'd' },
    update_ticket: { id: ticketId, summary: 'new' },
    add_action: { ticket_id: ticketId, note: 'n' },
    link_asset_to_ticket: { ticket_id: ticketId, hostname: 'NEW-001', asset_type_id: 7 },
    search_tickets: {},
    lookup_client_site: { type: 'client' },
  };
  for (const [action, input] of Object.entries(data)) {
    for (const secret of [CANARIES.shared_secret, CANARIES.previous_shared_secret]) {
      const request = { org: { oid: OID, jwt: CANARIES.jwt, ident: 'rule' }, action, data: input };
      answers.push(await extension.post(packMessage({ idempotency_key: `k-${action}`, request }, secret)));
      answers.push(
        await extension.direct(action, input, { 'idempotency-key': `d-${action}`, authorization: CANARIES.jwt }),
      );
    }
  }
}

function expectNoCanary(): void {
  const tokens = extension.halo.state.tokens.map(({ access_token }) => access_token);
  const places = {
    answers: JSON.stringify(answers),
    logs: JSON.stringify(extension.logs),
    ledger: JSON.stringify([...store.items]),
  };
  expect(tokens.length).toBeGreaterThan(0);
  for (const [place, text] of Object.entries(places)) {
    for (const [name, value] of [
      ...Object.entries(CANARIES),
      ...tokens.map((token) => ['access_token', token] as const),
    ])
      expect({ place, name, found: text.includes(value) }).toEqual({ place, name, found: false });
    expect({ place, leaked: text.match(/.{0,40}canary.{0,40}/)?.[0] }).toEqual({ place });
  }
}

test('where everything succeeds, no credential is in an answer, a log line or the ledger', async () => {
  await askEverything();
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(store.items.size).toBeGreaterThanOrEqual(8);
  expectNoCanary();
});

describe('where HaloPSA fails, no credential is in an answer, a log line or the ledger', () => {
  test.each<FaultRule>([
    { kind: 'reset-before' },
    { kind: 'reset-after-commit' },
    { kind: 'truncated' },
    { kind: 'broken-json' },
    { kind: 'html', status: 200 },
    { kind: 'html', status: 502 },
    { kind: 'status', status: 400 },
    { kind: 'status', status: 500, when: 'after-commit' },
    { kind: 'status', status: 503 },
    { kind: 'once-401' },
    { kind: 'empty-403' },
    { kind: '429' },
    { kind: '429', retryAfter: 120 },
    { kind: 'redirect', location: 'https://elsewhere.example/' },
    { kind: 'oversized', bytes: 6 * 1024 * 1024 },
  ])('with $kind $status', async (fault) => {
    extension.halo.faults.add({ ...fault, times: 6, match: { path: '/api' } });
    await askEverything();
    expect(answers.some(({ status }) => status !== 200) || fault.kind.startsWith('reset')).toBe(true);
    expectNoCanary();
  });
});

describe('where the credentials are refused, none is in an answer, a log line or the ledger', () => {
  test.each<[string, () => void]>([
    [
      'the secret is wrong',
      () => {
        extension.halo.state.oauth.client_secret = 'another';
      },
    ],
    ['the tokens were revoked', () => extension.halo.revokeTokens()],
    [
      'the rights are too few',
      () => {
        extension.halo.state.oauth.role_scopes = ['read:customers'];
      },
    ],
    [
      'the secret lacks a member',
      () => extension.secrets.set('default', JSON.stringify({ client_secret: CANARIES.client_secret })),
    ],
    [
      'the secret has a member of another type',
      () =>
        extension.secrets.set(
          'default',
          JSON.stringify({ instance_url: 1, client_id: [], client_secret: { value: CANARIES.client_secret } }),
        ),
    ],
    ['the secret is no JSON', () => extension.secrets.set('default', `client_secret=${CANARIES.client_secret}`)],
    ['the secret is cut short', () => extension.secrets.set('default', `{"client_secret":"${CANARIES.client_secret}`)],
  ])('since %s', async (_, spoil) => {
    spoil();
    extension.deps.clock.sleep(400_000); // past every cache
    await askEverything();
    expectNoCanary();
  });
});
