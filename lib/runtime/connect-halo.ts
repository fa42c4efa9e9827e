import { type CredentialsSource, createCredentialsSource } from '../credentials/credentials-source.ts';
import { ownSecretOids } from '../credentials/own-secret-oids.ts';
import { createSecretReader } from '../credentials/secret-reader.ts';
import { createSessions, type Sessions } from '../halopsa/auth/sessions.ts';
import type { UrlPolicy } from '../halopsa/instance-url.ts';
import { createRateGate } from '../halopsa/rate-gate.ts';
import { createSendHttp, type SendHttp } from '../halopsa/send-http.ts';
import { createConnections } from '../http/connections.ts';
import { createCallBudget } from '../ledger/call-budget.ts';
import { causeOf } from '../observability/cause-of.ts';
import { loadSharedTokens } from '../token-sharing/load-shared-tokens.ts';
import type { Env } from './env.ts';
import type { Surroundings } from './surroundings.ts';

/** The way to every org's HaloPSA: where it may be, who asks there, and how often. */
export interface HaloAccess {
  urlPolicy: UrlPolicy;
  credentials: CredentialsSource;
  sessions: Sessions;
  sendHttp: SendHttp;
  close(): Promise<void>;
}

export function connectHalo(env: Env, surroundings: Surroundings): HaloAccess {
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
  const urlPolicy = { allowedHosts, allowLoopbackHttp };
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
  return { urlPolicy, credentials, sessions, sendHttp, close: () => connections.close() };
}
