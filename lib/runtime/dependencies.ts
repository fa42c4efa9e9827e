import { createRecentTickets } from '../action/occurrences/recent-tickets.ts';
import { DEFAULT_NOTE_OUTCOME } from '../action/org-config.ts';
import type { RunActionDeps } from '../action/run-action.ts';
import { type CredentialsSource, createCredentialsSource } from '../credentials/credentials-source.ts';
import { onceMore } from '../credentials/once-more.ts';
import { ownSecretOids } from '../credentials/own-secret-oids.ts';
import { createSecretReader } from '../credentials/secret-reader.ts';
import { createSessions, type Sessions } from '../halopsa/auth/sessions.ts';
import { capHaloApi } from '../halopsa/client-cap/cap-halo-api.ts';
import { createHaloApi } from '../halopsa/create-halo-api.ts';
import { createRateGate } from '../halopsa/rate-gate.ts';
import { createSendHttp, type SendHttp } from '../halopsa/send-http.ts';
import { createConnections } from '../http/connections.ts';
import { createCallBudget } from '../ledger/call-budget.ts';
import { causeOf } from '../observability/cause-of.ts';
import { createMemory } from '../remember.ts';
import { createTimedCache } from '../timed-cache.ts';
import { loadSharedTokens } from '../token-sharing/load-shared-tokens.ts';
import type { Env } from './env.ts';
import { productionSurroundings, type Surroundings } from './surroundings.ts';
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
    secrets: createSecretReader(fetchSecret, clock, (secret, thrown) =>
      logger.warn('a secret could not be read again, so what it said before counts', {
        secret,
        cause: causeOf(thrown),
      }),
    ),
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
      const settings = { noteOutcome, callsPer5Minutes: env.HALO_CALLS_PER_5_MINUTES };
      return runChecks({ credentials: found, urlPolicy, sendHttp, clock, deadlineAtMs, signal, ...settings, ...view });
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
