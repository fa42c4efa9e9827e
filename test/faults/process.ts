import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { SIMULATOR_CREDENTIALS } from '../../infra/local/halopsa-simulator/index.ts';
import { packMessage, requestEnvelope } from '../../infra/local/limacharlie-sender.ts';
import { ExtensionError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/observability/logger.ts';
import { silentMetrics } from '../../lib/observability/metrics.ts';
import { createDependencies } from '../../lib/runtime/dependencies.ts';
import { parseEnv } from '../../lib/runtime/env.ts';
import { createWebhookHandler } from '../../lib/runtime/webhook-handler.ts';
import { lambdaContext, lambdaEvent } from '../support/lambda-event.ts';
import type { FaultName } from './catalogue.ts';
import { faultyNetwork } from './faulty-network.ts';
import { faultyStore } from './faulty-store.ts';
import type { Message } from './messages.ts';
import { createRandom } from './random.ts';
import { aimStrikes, type OutsideCall, type Strikes } from './strikes.ts';
import type { Variant } from './variants/variant.ts';
import { OIDS, type World } from './world.ts';

/** Takes one call to the outside, with the fault that strikes it; after the process's end none is made. */
export type Step = <T>(call: OutsideCall, effect: (fault: FaultName | undefined) => Promise<T>) => Promise<T>;

export interface Reply {
  status: number;
  data: Record<string, unknown> | undefined;
  error: string | undefined;
}

/** One Lambda environment: it takes one delivery at a time and can end at any of its calls. */
export interface LambdaProcess {
  isDead(): boolean;
  /** Undefined: it ended before it answered. */
  deliver(message: Message, strikes: Strikes, deliveryMs: number): Promise<{ reply?: Reply; calls: OutsideCall[] }>;
  close(): Promise<void>;
}

const SHARED_SECRET = 'a-shared-secret-of-thirty-two-chars!';
/** What `deadlineAtMs` keeps back of Lambda's time. */
const LAMBDA_RESERVE_MS = 1_500;
/** Clocks of Lambda environments differ by far less; with late commits it has to stay below the ledger's settling time. */
const MAX_SKEW_MS = 200;
/** What a call gets in a process that has ended: its code runs out at once, and reaches nobody any more. */
const ended = () => Promise.reject(new ExtensionError('internal', 'The process has ended.'));

export function startProcess(world: World, variant: Variant, number: number): LambdaProcess {
  const random = createRandom(world.scenario.seed * 31 + number);
  const skewMs = random.int(-MAX_SKEW_MS, MAX_SKEW_MS);
  let isDead = false;
  let strikes = aimStrikes([]);
  let calls: OutsideCall[] = [];
  let die = () => {};

  const step: Step = async (call, effect) => {
    if (isDead) return ended();
    if (world.inFlight > 1) await new Promise((resolve) => setTimeout(resolve, random.int(0, 4)));
    await world.settle();
    if (isDead) return ended();
    const fault = strikes.take(call);
    calls.push({ ...call, isStruck: fault !== undefined });
    world.say(`  p${number}  ${call.label}${fault === undefined ? '' : `   <= ${fault}`}`);
    if (fault === 'death_before') return end();
    if (fault !== 'death_after') return alive(effect(fault));
    await effect(fault).catch(() => {});
    return end();
  };
  const end = () => {
    isDead = true;
    die();
    return ended();
  };
  /** What returns to a process that ended meanwhile returns to nobody. */
  const alive = async <T>(result: Promise<T>): Promise<T> => {
    try {
      const value = await result;
      return isDead ? await ended() : value;
    } catch (thrown) {
      if (isDead) return ended();
      throw thrown;
    }
  };

  const network = faultyNetwork(world, step);
  const deps = createDependencies(environment(world), {
    clock: {
      nowMs: () => world.nowMs() + skewMs,
      sleep: async (durationMs) => (isDead ? ended() : alive(world.sleep(durationMs))),
    },
    logger: silentLogger,
    metrics: silentMetrics,
    random: random.next,
    store: variant.store(faultyStore(world.store, step)),
    openConnections: () => network,
    fetchSecret: (name) =>
      step({ target: 'secret', label: `read ${name}` }, async (fault) => {
        if (fault === 'secret_error') throw new ExtensionError('internal', 'AWS Secrets Manager did not answer.');
        return secretOf(world, name);
      }),
  });
  const webhook = createWebhookHandler(variant.actions, () => deps);

  return {
    isDead: () => isDead,
    async deliver(message, aimed, deliveryMs) {
      strikes = aimed;
      calls = [];
      const envelope = requestEnvelope({ ...message, oid: OIDS[message.org], idempotencyKey: message.key });
      const event = lambdaEvent({ path: '/', ...packMessage(envelope, SHARED_SECRET) });
      const died = new Promise<undefined>((resolve) => {
        die = () => resolve(undefined);
      });
      const result = await Promise.race([webhook(event, lambdaContext(deliveryMs + LAMBDA_RESERVE_MS)), died]);
      return { reply: result && toReply(result), calls };
    },
    close: () => network.destroy(),
  };
}

const environment = ({ scenario }: World) =>
  parseEnv({
    SECRET_PREFIX: 'faults',
    ALLOW_LOOPBACK_HTTP: 'true',
    LEDGER_TABLE: 'ledger',
    ORG_SECRET_OIDS: `${OIDS.first},${OIDS.second}`,
    HALO_CALLS_PER_5_MINUTES: String(scenario.callBudget),
  });

function secretOf({ halo }: World, name: string): string | undefined {
  if (name.endsWith('/extension')) return JSON.stringify({ shared_secret: SHARED_SECRET });
  const org = (['first', 'second'] as const).find((one) => name.endsWith(OIDS[one]));
  const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
  return org && JSON.stringify({ instance_url: halo[org].url, client_id, client_secret });
}

function toReply({ statusCode, body }: APIGatewayProxyStructuredResultV2): Reply {
  const { data, error } = JSON.parse(body || '{}');
  return { status: statusCode ?? 0, data, error };
}
