import { createRecentTickets } from '../action/occurrences/recent-tickets.ts';
import type { RunActionDeps } from '../action/run/run-action.ts';
import type { CredentialsSource } from '../credentials/credentials-source.ts';
import { onceMore } from '../credentials/once-more.ts';
import type { Sessions } from '../halopsa/auth/sessions.ts';
import { capHaloApi } from '../halopsa/client-cap/cap-halo-api.ts';
import { createHaloApi } from '../halopsa/create-halo-api.ts';
import type { SendHttp } from '../halopsa/send-http.ts';
import { createMemory } from '../remember.ts';
import { createTimedCache } from '../timed-cache.ts';
import { createCheckConnection } from './check-connection.ts';
import { connectHalo } from './connect-halo.ts';
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
  const { clock, logger, metrics, random, store } = surroundings;
  const { urlPolicy, credentials, sessions, sendHttp, close } = connectHalo(env, surroundings);
  const rememberPolicy = createMemory();
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
    close,
    haloFor(delivery, { allowedClientIds, onCall, onPlannedWrite }) {
      const deps = { sessions: underCap(sessions, allowedClientIds), sendHttp, clock };
      const api = createHaloApi({ ...delivery, onCall, onPlannedWrite }, deps);
      return allowedClientIds === undefined ? api : capHaloApi(api, allowedClientIds);
    },
    checkConnection: createCheckConnection({
      urlPolicy,
      credentials,
      sendHttp,
      clock,
      callsPer5Minutes: env.HALO_CALLS_PER_5_MINUTES,
    }),
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
