import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  type SimulatorOptions,
  startHaloSimulator,
} from '../../infra/local/halopsa-simulator/index.ts';
import type { HaloCredentials } from '../../lib/credentials/schemas.ts';
import type { HaloApi, HaloCall } from '../../lib/halopsa/api.ts';
import { createSessions, type Sessions } from '../../lib/halopsa/auth/sessions.ts';
import { type HaloConnection, toConnection } from '../../lib/halopsa/connection.ts';
import { createHaloApi } from '../../lib/halopsa/create-halo-api.ts';
import { createRateGate } from '../../lib/halopsa/rate-gate.ts';
import { createSendHttp, type SendHttp } from '../../lib/halopsa/send-http.ts';
import type { TransportDeps } from '../../lib/halopsa/transport.ts';
import { createConnections } from '../../lib/http/connections.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

const OID = '11111111-2222-4333-8444-555555555555';
const urlPolicy = { allowedHosts: new Set<string>(), allowLoopbackHttp: true };

export interface TestHalo {
  simulator: HaloSimulator;
  clock: TestClock;
  /** The secret's content; change members to rotate. Copied at each look-up. */
  credentials: HaloCredentials;
  /** How often the secret was read, and how often it was told to be read again. */
  secretReads(): number;
  secretExpiries(): number;
  sendHttp: SendHttp;
  sessions: Sessions;
  deps: TransportDeps;
  connection(): HaloConnection;
  api: HaloApi;
  /** Every exchange of `api` with HaloPSA. */
  exchanges: HaloCall[];
  close(): Promise<void>;
}

/** `lib/halopsa` from its facade to the simulator's socket; time moves by hand, backoff is without jitter. */
export async function startTestHalo(
  options: SimulatorOptions = {},
  more: Partial<HaloCredentials> = {},
  deadlineMs = 20_000,
): Promise<TestHalo> {
  const clock = createTestClock();
  const simulator = await startHaloSimulator({ nowMs: clock.nowMs, ...options });
  const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
  const credentials: HaloCredentials = { instance_url: simulator.url, client_id, client_secret, ...more };
  const connections = createConnections({ clock, mayBeInternal: () => false });
  const random = () => 0.5;
  const gate = createRateGate({ budget: { take: async () => 0 }, clock, random });
  const sendHttp = createSendHttp({ connections, gate, clock, random });
  let reads = 0;
  let expiries = 0;
  const sessions = createSessions({
    credentials: {
      async forOrg() {
        reads++;
        return { ...credentials };
      },
      extension: () => Promise.reject(new Error('not asked here')),
      expireOrg() {
        expiries++;
      },
      expireExtension() {},
    },
    urlPolicy,
    sendHttp,
    clock,
  });
  const deps: TransportDeps = { sessions, sendHttp, clock };
  const exchanges: HaloCall[] = [];
  const api = createHaloApi({ oid: OID, deadlineAtMs: deadlineMs, onCall: (call) => exchanges.push(call) }, deps);
  return {
    simulator,
    clock,
    credentials,
    secretReads: () => reads,
    secretExpiries: () => expiries,
    sendHttp,
    sessions,
    deps,
    connection: () => toConnection(OID, credentials, urlPolicy),
    api,
    exchanges,
    close: async () => {
      // First the simulator: connections wait for what is under way on them, and some tests leave a call hanging.
      await simulator.close();
      await connections.close();
    },
  };
}
