import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../lib/action/run/run-action.ts';
import { systemClock } from '../../lib/clock.ts';
import type { HaloApi } from '../../lib/halopsa/api.ts';
import { type HaloConnection, toConnection } from '../../lib/halopsa/connection.ts';
import { createHaloApi } from '../../lib/halopsa/create-halo-api.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { silentLogger } from '../../lib/observability/logger.ts';
import { silentMetrics } from '../../lib/observability/metrics.ts';
import { createDependencies, type Dependencies } from '../../lib/runtime/dependencies.ts';
import { parseEnv } from '../../lib/runtime/env.ts';
import type { Subject } from './find-subject.ts';

/** No organization of LimaCharlie's has it. */
export const DOCTOR_OID = '00000000-0000-4000-8000-000000000000';
const PREFIX = 'doctor';
/** As long as LimaCharlie would wait for an action. */
const DELIVERY_MS = 25_000;

/** The extension as its functions wire it, and beside it what only the doctor does with HaloPSA. */
export interface DoctorDeps extends Dependencies {
  /** Where HaloPSA is, without a token for it. @throws ExtensionError `credentials_invalid` */
  connection(): HaloConnection;
  /** Every client of HaloPSA's, with the time of a delivery from here on. */
  halo(): HaloApi;
}

/** With the examined credentials as the only secret, and nothing in AWS. */
export function connect({ credentials, urlPolicy }: Subject): DoctorDeps {
  const secret = JSON.stringify({ ...credentials, allowed_oids: [DOCTOR_OID] });
  const env = parseEnv({
    SECRET_PREFIX: PREFIX,
    ALLOWED_HALO_HOSTS: [...urlPolicy.allowedHosts].join(','),
    ALLOW_LOOPBACK_HTTP: String(urlPolicy.allowLoopbackHttp),
    LEDGER_TABLE: 'none',
    // HaloPSA's own limit shows itself; the budget is one that the functions share.
    HALO_CALLS_PER_5_MINUTES: '0',
  });
  const deps = createDependencies(env, {
    clock: systemClock,
    logger: silentLogger,
    metrics: silentMetrics,
    random: Math.random,
    fetchSecret: async (name) => (name === `${PREFIX}/default` ? secret : undefined),
    store: createMemoryStore(),
  });
  return {
    ...deps,
    connection: () => toConnection(DOCTOR_OID, credentials, urlPolicy),
    halo: () => createHaloApi(newDelivery(deps), deps),
  };
}

export const newDelivery = ({ clock }: Pick<Dependencies, 'clock'>): Delivery => ({
  oid: DOCTOR_OID,
  requestId: randomUUID(),
  config: {},
  deadlineAtMs: clock.nowMs() + DELIVERY_MS,
});
