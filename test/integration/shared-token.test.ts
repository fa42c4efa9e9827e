import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startKms } from '../../infra/local/aws/start-kms.ts';
import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  startHaloSimulator,
} from '../../infra/local/halopsa-simulator/index.ts';
import type { Listening } from '../../infra/local/listen.ts';
import type { Clock } from '../../lib/clock.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { createDependencies, type Dependencies } from '../../lib/runtime/dependencies.ts';
import { parseEnv } from '../../lib/runtime/env.ts';
import { OID } from '../support/extension.ts';
import { createMemoryLogger } from '../support/memory-logger.ts';
import { createMemoryMetrics } from '../support/memory-metrics.ts';
import { pointAwsTo } from '../support/point-aws-to.ts';
import { unreachable, type WatchedStore, watchStore } from '../support/watched-store.ts';

const KEY_ARN = 'arn:aws:kms:us-east-1:000000000000:key/TokenKey';
const VIEW = { allowedClientIds: undefined, onCall: () => {} };
const HOUR_MS = 3_600_000;

let halo: HaloSimulator;
let kms: Listening;
let table: ReturnType<typeof createMemoryStore>;
let store: WatchedStore;
let logger: ReturnType<typeof createMemoryLogger>;
let clientSecret: string;
let aheadMs = 0;
const processes: Dependencies[] = [];

/** The machine's time, which a test can put forward. */
const clock: Clock = {
  nowMs: () => Date.now() + aheadMs,
  sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};

beforeAll(async () => {
  kms = await startKms([KEY_ARN]);
  halo = await startHaloSimulator({ nowMs: clock.nowMs });
});
afterAll(async () => {
  await halo.close();
  await kms.close();
});
beforeEach(() => {
  halo.reset();
  pointAwsTo(kms.url, 1, 'KMS');
  table = createMemoryStore();
  store = watchStore(table);
  logger = createMemoryLogger();
  clientSecret = SIMULATOR_CREDENTIALS.client_secret;
  aheadMs = 0;
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((process) => process.close()));
});

/** A function's process that has answered nothing yet. */
function startProcess(variables: Record<string, string> = { TOKEN_KEY_ARN: KEY_ARN }): Dependencies {
  const { client_id } = SIMULATOR_CREDENTIALS;
  const least = { SECRET_PREFIX: 't', LEDGER_TABLE: 't', ALLOW_LOOPBACK_HTTP: 'true', HALO_CALLS_PER_5_MINUTES: '0' };
  const secret = { instance_url: halo.url, client_id, allowed_oids: ['*'] };
  const process = createDependencies(parseEnv({ ...least, ...variables }), {
    clock,
    logger,
    metrics: createMemoryMetrics(),
    random: Math.random,
    store,
    fetchSecret: async (name) =>
      name === 't/default' ? JSON.stringify({ ...secret, client_secret: clientSecret }) : undefined,
  });
  processes.push(process);
  return process;
}
const startFleet = (size: number) => Array.from({ length: size }, () => startProcess());

/** A delivery's call of HaloPSA. */
const search = (process: Dependencies, oid = OID) =>
  process.haloFor({ oid, deadlineAtMs: clock.nowMs() + 20_000 }, VIEW).tickets.search({ pageSize: 1 });
const searchAll = (fleet: readonly Dependencies[], callsEach = 1) =>
  Promise.all(fleet.flatMap((process) => Array.from({ length: callsEach }, () => search(process))));
const tokenRequests = () => halo.calls.count('POST', '/auth/token');
const refusals = () => halo.calls.all.filter(({ status }) => status === 401).length;
const items = () => [...table.items.values()];
/** Sharing goes on after the delivery that it was for. */
async function shared(): Promise<void> {
  while (!items().some(({ box }) => box !== undefined)) await clock.sleep(5);
}

describe('a fleet that starts cold', () => {
  test('asks for one token, however many processes and calls it has', async () => {
    await searchAll(startFleet(8), 50);
    expect(tokenRequests()).toBe(1);
  });

  test('asks for one token for each organization', async () => {
    const fleet = startFleet(3);
    const other = '99999999-8888-4777-8666-555555555555';
    await Promise.all(fleet.flatMap((process) => [search(process), search(process, other)]));
    expect(tokenRequests()).toBe(2);
    expect(items()).toHaveLength(2);
  });

  test('serves a process that starts later', async () => {
    await search(startProcess());
    await shared();
    await search(startProcess());
    expect(tokenRequests()).toBe(1);
  });
});

describe('the token is renewed once for all', () => {
  test('when it has ended', async () => {
    const fleet = startFleet(4);
    await searchAll(fleet);
    await shared();
    aheadMs = HOUR_MS;
    await searchAll(fleet);
    expect([tokenRequests(), refusals()]).toEqual([2, 0]);
  });

  test('when HaloPSA has revoked it', async () => {
    const fleet = startFleet(4);
    await searchAll(fleet);
    await shared();
    halo.revokeTokens();
    await searchAll(fleet, 10);
    expect(tokenRequests()).toBe(2);
  });

  test('when the client secret is another: nobody gets a token of the old one', async () => {
    await search(startProcess());
    await shared();
    clientSecret = 'the-next-client-secret-0123456789';
    halo.state.oauth.client_secret = clientSecret;
    halo.revokeTokens();
    await searchAll(startFleet(3));
    expect([tokenRequests(), refusals()]).toEqual([2, 0]);
  });
});

test('a refused client secret is told as it is', async () => {
  clientSecret = 'a-wrong-secret';
  await expect(search(startProcess())).rejects.toMatchObject({ code: 'credentials_invalid' });
});

test('a process that died while it asked holds up the others for less than two seconds', async () => {
  await search(startProcess());
  await shared();
  const [{ pk } = { pk: '' }] = items();
  table.items.set(pk, { pk, owner: 'dead', untilMs: clock.nowMs() + 1_000, ttl: Math.ceil(clock.nowMs() / 1000) + 60 });
  const startedAtMs = performance.now();
  await searchAll(startFleet(3));
  expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  expect(tokenRequests()).toBe(2);
});

describe('each process asks for itself', () => {
  test('while KMS is down', async () => {
    pointAwsTo('http://127.0.0.1:9', 1, 'KMS');
    const fleet = startFleet(3);
    await searchAll(fleet);
    await searchAll(fleet);
    expect(tokenRequests()).toBe(3);
  });

  test('while the table is down', async () => {
    store.before = unreachable;
    await searchAll(startFleet(3));
    expect(tokenRequests()).toBe(3);
  });

  test('where KMS does not know the key', async () => {
    await searchAll([startProcess({ TOKEN_KEY_ARN: `${KEY_ARN}-gone` })]);
    await clock.sleep(50);
    expect(logger.records.map(({ reason }) => reason)).toEqual(['NotFoundException']);
  });

  test('unless the stage says otherwise: then table and KMS are not asked', async () => {
    pointAwsTo('http://127.0.0.1:9', 1, 'KMS');
    await searchAll([startProcess({}), startProcess({})]);
    expect(tokenRequests()).toBe(2);
    expect([store.calls, logger.records]).toEqual([[], []]);
  });
});

describe('an item that can not be read is replaced', () => {
  test.each<[string, () => void]>([
    ['since it was tampered with', () => Object.assign(items()[0] ?? {}, { box: 'AAAA' })],
    ['since its key was tampered with', () => Object.assign(items()[0] ?? {}, { dataKey: 'AAAA' })],
  ])('%s', async (_, tamper) => {
    await search(startProcess());
    await shared();
    tamper();
    await searchAll(startFleet(3));
    expect(tokenRequests()).toBe(2);
  });

  test('since it is another stage’s', async () => {
    await search(startProcess({ TOKEN_KEY_ARN: KEY_ARN, POWERTOOLS_SERVICE_NAME: 'halopsa-limacharlie-other' }));
    await shared();
    await search(startProcess());
    expect(tokenRequests()).toBe(2);
  });
});

test('no token and no secret stands in the table or the log', async () => {
  const process = startProcess();
  await search(process);
  await shared();
  const { token, connection } = await process.sessions.open(OID);
  pointAwsTo('http://127.0.0.1:9', 1, 'KMS');
  await search(startProcess());
  await clock.sleep(50);
  const written = JSON.stringify([items(), store.calls, logger.records]);
  expect(logger.records).not.toEqual([]);
  for (const secret of [token.value, connection.clientSecret, connection.oauthClientId, OID])
    expect(written).not.toContain(secret);
  for (const encoded of ['base64', 'hex'] as const)
    expect(written).not.toContain(Buffer.from(token.value).toString(encoded).slice(0, 16));
});
