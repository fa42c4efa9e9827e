import { afterEach, expect, test } from '@jest/globals';
import { createConnections } from '../../../lib/http/connections.ts';
import { createMemoryStore } from '../../../lib/ledger/memory-store.ts';
import { createDependencies, type Dependencies } from '../../../lib/runtime/dependencies.ts';
import { parseEnv } from '../../../lib/runtime/env.ts';
import type { Surroundings } from '../../../lib/runtime/surroundings.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { createMemoryLogger } from '../../support/memory-logger.ts';
import { createMemoryMetrics } from '../../support/memory-metrics.ts';
import { createTestClock } from '../../support/test-clock.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const opened: Dependencies[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((deps) => deps.close()));
});

function create(
  variables: Record<string, string>,
  secret: Record<string, unknown> = {},
  more: Partial<Surroundings> = {},
) {
  const reads: string[] = [];
  const deps = createDependencies(parseEnv({ SECRET_PREFIX: 'stage', LEDGER_TABLE: 't', ...variables }), {
    clock: createTestClock(),
    logger: createMemoryLogger(),
    metrics: createMemoryMetrics(),
    random: () => 0,
    store: createMemoryStore(),
    ...more,
    async fetchSecret(name) {
      reads.push(name);
      if (name !== 'stage/default') return undefined;
      return JSON.stringify({
        instance_url: 'https://a.halopsa.com',
        client_id: 'i',
        client_secret: 's',
        allowed_oids: ['*'],
        ...secret,
      });
    },
  });
  opened.push(deps);
  return { deps, reads };
}

test('nothing is called before it is needed', () => {
  expect(create({}).reads).toEqual([]);
});

test('secrets are looked for under the stage’s prefix', async () => {
  const { deps, reads } = create({});
  await deps.credentials.forOrg(OID);
  expect(reads.sort()).toEqual(['stage/default', `stage/orgs/${OID}`]);
});

test.each<[Record<string, string>, string, string]>([
  [{}, 'http://127.0.0.1:9', 'it points to this machine'],
  [{}, 'https://psa.example.com', 'its host is not under'],
  [{ ALLOWED_HALO_HOSTS: 'other.example.com' }, 'https://psa.example.com', 'its host is not under'],
])('with %j credentials are not sent to %s', async (variables, instance_url, why) => {
  const { deps } = create(variables, { instance_url });
  await expect(deps.sessions.open(OID)).rejects.toMatchObject({
    code: 'credentials_invalid',
    message: expect.stringContaining(why),
  });
});

test('the operator’s hosts and a simulator on this machine are allowed where the environment says so', async () => {
  const listed = create({ ALLOWED_HALO_HOSTS: 'PSA.example.com' }, { instance_url: 'https://psa.example.com' });
  await expect(listed.deps.instanceOf(OID)).resolves.toBe('https://psa.example.com/');
  const server = await startHttpServer((_, response) => response.end('{"access_token":"t"}'));
  const local = create({ ALLOW_LOOPBACK_HTTP: 'true' }, { instance_url: server.url.href });
  await expect(local.deps.sessions.open(OID)).resolves.toMatchObject({ token: { value: 't' } });
  await server.close();
});

test('answers are remembered for as long as the environment says', () => {
  expect(create({ LEDGER_RETENTION_HOURS: '2' }).deps.ledger.retentionMs).toBe(7_200_000);
});

test.each<[Record<string, string>, string, boolean]>([
  [{}, 'localhost', false],
  [{ ALLOW_LOOPBACK_HTTP: 'true' }, 'localhost', true],
  [{ ALLOW_LOOPBACK_HTTP: 'true' }, 'psa.example.com', false],
  [{ ALLOWED_HALO_HOSTS: 'psa.example.com' }, 'psa.example.com', true],
  [{ ALLOWED_HALO_HOSTS: 'psa.example.com' }, 'localhost', false],
])('with %j, whether %s may have an internal address is %s', (variables, host, mayBe) => {
  const asked: boolean[] = [];
  const openConnections: Surroundings['openConnections'] = (options) => {
    asked.push(options.mayBeInternal(host));
    return createConnections(options);
  };
  create(variables, {}, { openConnections });
  expect(asked).toEqual([mayBe]);
});
