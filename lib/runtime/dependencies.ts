import { createRecentTickets } from '../action/occurrences/recent-tickets.ts';
import { DEFAULT_NOTE_OUTCOME } from '../action/org-config.ts';
import type { RunActionDeps } from '../action/run-action.ts';
import { systemClock } from '../clock.ts';
import { type CredentialsSource, createCredentialsSource } from '../credentials/credentials-source.ts';
import { onceMore } from '../credentials/once-more.ts';
import { ownSecretOids } from '../credentials/own-secret-oids.ts';
import { createSecretReader, type FetchSecret } from '../credentials/secret-reader.ts';
import { createSecretFetcher } from '../credentials/secrets-manager.ts';
import { createSessions, type Sessions } from '../halopsa/auth/sessions.ts';
import { capHaloApi } from '../halopsa/client-cap/cap-halo-api.ts';
import { createHaloApi } from '../halopsa/create-halo-api.ts';
import { createRateGate } from '../halopsa/rate-gate.ts';
import { createSendHttp, type SendHttp } from '../halopsa/send-http.ts';
import { createConnections } from '../http/connections.ts';
import { createCallBudget } from '../ledger/call-budget.ts';
import { createDynamoStore } from '../ledger/dynamo-store.ts';
import { createDynamoDb } from '../ledger/dynamodb.ts';
import type { ItemStore } from '../ledger/item-store.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { createMemory } from '../remember.ts';
import { createTimedCache } from '../timed-cache.ts';
import { loadSharedTokens } from '../token-sharing/load-shared-tokens.ts';
import { type Env, parseEnv } from './env.ts';
import { toPolicy } from './to-policy.ts';
import { underCap } from './under-cap.ts';

const LOOKUP_MAX_AGE_MS = 600_000;
const MAX_LOOKUPS = 500;

/** Everything that lives as long as the process: caches, connections, the logger. */
export interface Dependencies extends RunActionDeps {
  env: Env;
  credentials: CredentialsSource;
  sessions: Sessions;
  sendHttp: SendHttp;
  close(): Promise<void>;
}

/** What stands outside the process: time, chance, where logs and metrics go, where secrets come from, the table and the network. */
export type Surroundings = Pick<RunActionDeps, 'clock' | 'logger' | 'metrics'> & {
  random: () => number;
  fetchSecret: FetchSecret;
  store: ItemStore;
  /** Where the budget of calls is; default: where the ledger is. */
  budgetStore?: ItemStore;
  openConnections?: typeof createConnections;
};

const productionSurroundings = (env: Env, dynamoDb = createDynamoDb()): Surroundings => ({
  clock: systemClock,
  logger: createLogger({ level: env.LOG_LEVEL, serviceName: env.POWERTOOLS_SERVICE_NAME }),
  metrics: createMetrics({ namespace: env.POWERTOOLS_METRICS_NAMESPACE, serviceName: env.POWERTOOLS_SERVICE_NAME }),
  random: Math.random,
  fetchSecret: createSecretFetcher(),
  store: createDynamoStore(env.LEDGER_TABLE, dynamoDb),
  budgetStore: createDynamoStore(env.BUDGET_TABLE ?? env.LEDGER_TABLE, dynamoDb),
});

/** Wires the parts together; nothing is called and nothing is connected yet. */
export function createDependencies(env: Env, surroundings: Surroundings = productionSurroundings(env)): Dependencies {
  const {
    clock,
    logger,
    metrics,
    random,
    fetchSecret,
    store,
    budgetStore = store,
    openConnections = createConnections,
  } = surroundings;
  const allowedHosts = new Set(env.ALLOWED_HALO_HOSTS);
  const allowLoopbackHttp = env.ALLOW_LOOPBACK_HTTP === 'true';
  const connections = openConnections({
    clock,
    mayBeInternal: (hostname) => allowedHosts.has(hostname) || (allowLoopbackHttp && hostname === 'localhost'),
  });
  const budget = createCallBudget({
    store: budgetStore,
    clock,
    random,
    callsPer5Minutes: env.HALO_CALLS_PER_5_MINUTES,
  });
  const gate = createRateGate({ budget, clock, random });
  const sendHttp = createSendHttp({ connections, gate, clock, random });
  const credentials = createCredentialsSource({
    secrets: createSecretReader(fetchSecret, clock),
    prefix: env.SECRET_PREFIX,
    ownSecretOids: ownSecretOids(env.ORG_SECRET_OIDS),
  });
  const rememberPolicy = createMemory();
  const urlPolicy = { allowedHosts, allowLoopbackHttp };
  const sessions = createSessions({
    credentials,
    urlPolicy,
    sendHttp,
    clock,
    onTokenCall: ({ status }) =>
      metrics.put({ dimensions: { halo_status: String(status) }, values: { token_requests: 1 } }),
    shareToken:
      env.TOKEN_KEY_ARN === undefined
        ? undefined
        : loadSharedTokens(
            { keyArn: env.TOKEN_KEY_ARN, purpose: `halopsa-token/${env.POWERTOOLS_SERVICE_NAME}` },
            { store: budgetStore, clock, random, logger },
          ),
  });
  return {
    env,
    clock,
    logger,
    metrics,
    random,
    recentTickets: createRecentTickets(clock),
    ledger: { store, retentionMs: env.LEDGER_RETENTION_HOURS * 3_600_000 },
    instanceOf: sessions.instanceOf,
    viewOf: sessions.viewOf,
    lookups: createTimedCache({ clock, maxAgeMs: LOOKUP_MAX_AGE_MS, maxEntries: MAX_LOOKUPS }),
    credentials,
    sessions,
    sendHttp,
    close: () => connections.close(),
    haloFor(delivery, { allowedClientIds, onCall, onPlannedWrite }) {
      const deps = { sessions: underCap(sessions, allowedClientIds), sendHttp, clock };
      const api = createHaloApi({ ...delivery, onCall, onPlannedWrite }, deps);
      return allowedClientIds === undefined ? api : capHaloApi(api, allowedClientIds);
    },
    async checkConnection({ oid, deadlineAtMs, signal }, { config, ...view }) {
      // Few calls are for this, so no other one waits for its code.
      const { runChecks } = await import('../checks/run-checks.ts');
      // Who asks may just have corrected the secret.
      credentials.expireOrg(oid);
      const found = await credentials.forOrg(oid);
      const noteOutcome = config.note_outcome ?? DEFAULT_NOTE_OUTCOME;
      return runChecks({ credentials: found, urlPolicy, sendHttp, clock, deadlineAtMs, signal, noteOutcome, ...view });
    },
    policyOf: (oid) =>
      onceMore(
        async () => {
          const found = await credentials.forOrg(oid);
          return rememberPolicy(oid, found, () => toPolicy(found));
        },
        () => credentials.expireOrg(oid),
      ),
  };
}

let shared: Dependencies | undefined;

/** The process's own, made with the first invocation. The only state of the code base that outlives a call by itself. */
export function productionDependencies(): Dependencies {
  shared ??= startProcess(parseEnv(process.env));
  return shared;
}

function startProcess(env: Env): Dependencies {
  const dependencies = createDependencies(env);
  dependencies.metrics.put({ dimensions: { function: env.AWS_LAMBDA_FUNCTION_NAME }, values: { cold_starts: 1 } });
  return dependencies;
}
