import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as registry from '../../functions/registry.ts';
import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  type SimulatorOptions,
  startHaloSimulator,
} from '../../infra/local/halopsa-simulator/index.ts';
import { packMessage } from '../../infra/local/limacharlie-sender.ts';
import type { AnyAction } from '../../lib/action/define-action.ts';
import { systemClock } from '../../lib/clock.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { createActionHandler } from '../../lib/runtime/action-handler.ts';
import { createDependencies, type Dependencies } from '../../lib/runtime/dependencies.ts';
import { parseEnv } from '../../lib/runtime/env.ts';
import type { Surroundings } from '../../lib/runtime/surroundings.ts';
import { createWebhookHandler } from '../../lib/runtime/webhook-handler.ts';
import { lambdaContext, lambdaEvent, type TestRequest } from './lambda-event.ts';
import { createMemoryLogger } from './memory-logger.ts';
import { createMemoryMetrics, type MemoryMetrics } from './memory-metrics.ts';

export const OID = '11111111-2222-4333-8444-555555555555';
export const OTHER_OID = '99999999-8888-4777-8666-555555555555';
export const SHARED_SECRET = 'a-shared-secret-of-thirty-two-chars!';

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by tests
  body: any;
  text: string;
}

export interface TestExtension {
  halo: HaloSimulator;
  deps: Dependencies;
  logs: ReturnType<typeof createMemoryLogger>['records'];
  metrics: MemoryMetrics;
  /** The secrets' texts by name below the prefix; change them to rotate. */
  secrets: Map<string, string>;
  /** How often each secret was read. */
  secretReads: string[];
  /** From now on Secrets Manager fails like this; undefined: no longer. */
  failSecrets(failure: Error | undefined): void;
  /** Calls `POST /actions/<name>`. */
  direct(action: string, input: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Delivers any envelope as LimaCharlie does: gzipped and signed. */
  deliver(envelope: unknown): Promise<Answer>;
  /** Delivers a `request`. */
  request(action: string, data: unknown, more?: { key?: string; oid?: string; config?: unknown }): Promise<Answer>;
  /** Calls the webhook with exactly these headers and this body. */
  post(request: Omit<TestRequest, 'path'>): Promise<Answer>;
  close(): Promise<void>;
}

export interface TestExtensionOptions extends Partial<Omit<Surroundings, 'logger' | 'metrics' | 'fetchSecret'>> {
  simulator?: SimulatorOptions;
  haloUrl?: string;
  env?: Record<string, string>;
  credentials?: Record<string, unknown>;
  remainingMs?: number;
}

/** The real functions in this process, between LimaCharlie's wire on one side and the HaloPSA simulator on the other. */
export async function startTestExtension(options: TestExtensionOptions = {}): Promise<TestExtension> {
  const halo = await startHaloSimulator(options.simulator);
  const logger = createMemoryLogger();
  const metrics = createMemoryMetrics();
  const secretReads: string[] = [];
  let secretsFailure: Error | undefined;
  const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
  const secrets = new Map([
    ['extension', JSON.stringify({ shared_secret: SHARED_SECRET })],
    [
      'default',
      JSON.stringify({
        instance_url: options.haloUrl ?? halo.url,
        client_id,
        client_secret,
        allowed_oids: [OID],
        ...options.credentials,
      }),
    ],
  ]);
  const deps = createDependencies(
    parseEnv({
      SECRET_PREFIX: 'test',
      DEFAULT_OID: OID,
      ALLOW_LOOPBACK_HTTP: 'true',
      ACTION_NAMES: Object.keys(registry).join(','),
      LEDGER_TABLE: 'test',
      HALO_CALLS_PER_5_MINUTES: '0',
      ...options.env,
    }),
    {
      clock: options.clock ?? systemClock,
      random: options.random ?? (() => 0),
      store: options.store ?? createMemoryStore(),
      budgetStore: options.budgetStore,
      logger,
      metrics,
      async fetchSecret(name) {
        secretReads.push(name);
        if (secretsFailure) throw secretsFailure;
        return secrets.get(name.replace('test/', ''));
      },
    },
  );
  const actions = registry as unknown as Record<string, AnyAction>;
  const webhook = createWebhookHandler(actions, () => deps);

  const call = async (handler: typeof webhook, request: TestRequest): Promise<Answer> => {
    const run = handler as unknown as (
      event: APIGatewayProxyEventV2,
      context: unknown,
    ) => Promise<APIGatewayProxyStructuredResultV2>;
    const result = await run(lambdaEvent(request), lambdaContext(options.remainingMs));
    const text = result.body ?? '';
    return {
      status: result.statusCode ?? 0,
      headers: result.headers ?? {},
      text,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  const post = (request: Omit<TestRequest, 'path'>) => call(webhook, { path: '/', ...request });
  const deliver = (envelope: unknown) => {
    const { headers, body } = packMessage(envelope, SHARED_SECRET);
    return post({ headers, body });
  };

  return {
    halo,
    deps,
    logs: logger.records,
    metrics,
    secrets,
    secretReads,
    failSecrets: (failure) => {
      secretsFailure = failure;
    },
    post,
    deliver,
    direct: (action, input, headers = {}) =>
      call(
        createActionHandler(actions[action] as AnyAction, () => deps),
        {
          path: `/actions/${action}`,
          headers,
          body: typeof input === 'string' ? input : JSON.stringify(input),
        },
      ),
    request: (action, data, { key = randomUUID(), oid = OID, config } = {}) =>
      deliver({
        version: 20221218,
        idempotency_key: key,
        request: { org: { oid, jwt: 'eyJ0eXAi.e30.c2ln', ident: 'rule' }, action, data, config },
      }),
    close: async () => {
      // First the simulator: connections wait for what is under way on them, and some tests leave a call hanging.
      await halo.close();
      await deps.close();
    },
  };
}

/** A gzipped body and its encoding header, signed or not. */
export const gzipped = (text: string | Buffer) => ({ body: gzipSync(text), headers: { 'content-encoding': 'gzip' } });
