import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createSecretStore } from './aws/secret-store.ts';
import { startDynamoDb } from './aws/start-dynamodb.ts';
import { startKms } from './aws/start-kms.ts';
import { startSecretsManager } from './aws/start-secrets-manager.ts';
import { startGateway } from './gateway/start-gateway.ts';
import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  type SimulatorOptions,
  startHaloSimulator,
} from './halopsa-simulator/index.ts';
import { createFunctionPool, type FunctionPool } from './lambda/function-pool.ts';
import { type LogLine, startWorker } from './lambda/start-worker.ts';
import { listen } from './listen.ts';
import { localEnvironment } from './local-environment.ts';
import { localSecrets } from './local-secrets.ts';
import { synthesise } from './synth/synthesise.ts';
import { type LocalFunction, readTemplate } from './template.ts';

export interface LocalStackOptions {
  /** Of the gateway; 0, the default, takes any free one. */
  port?: number;
  /** A stage of `infra/config.ts`; default `dev`. */
  stage?: string;
  /** A CDK output directory to serve as it is, in place of the stage's. */
  cdkOut?: string;
  /** A HaloPSA to use in place of the simulator. */
  halopsaUrl?: string;
  /** Merged over the default secret's HaloPSA credentials, by its field names. */
  haloSecret?: Record<string, unknown>;
  simulator?: SimulatorOptions;
  /** Merged over every function's environment. */
  environment?: Record<string, string>;
  /** Told every line that the functions write. */
  onLog?: LogLine;
  /** Told what takes time, when it begins. */
  onProgress?: (what: string) => void;
  /** Ends a start that is under way. */
  signal?: AbortSignal;
}

export interface LocalStack {
  gatewayUrl: string;
  /** LimaCharlie's destination URL. */
  webhookUrl: string;
  halopsaUrl: string;
  secretsManagerUrl: string;
  dynamodbUrl: string;
  /** The functions' SECRET_PREFIX. */
  secretPrefix: string;
  /** The one org that the default secret allows, and the org of direct calls that name none. */
  oid: string;
  sharedSecret: string;
  /** Unless there is a `halopsaUrl`. */
  simulator?: HaloSimulator;
  /** Ends all of it, worker processes first. */
  close(): Promise<void>;
}

/**
 * The extension as it would be deployed, on this machine: the stage's template decides functions, routes and tables, the bundles are
 * the real ones, AWS is embedded endpoints, HaloPSA is the simulator. Everything is on the loopback address.
 *
 * @throws OperatorError when bundles or template can't be made
 * @throws Node's own error (`EADDRINUSE`, `EACCES`) when the port can't be had. Whatever it throws, nothing is left running.
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const { port = 0, stage, halopsaUrl, onLog = () => undefined, onProgress, signal } = options;
  // A port that is taken should be known before the seconds that a build takes, not after.
  await (await listen(createServer(), port)).close();
  const template = await readTemplate(options.cdkOut ?? (await synthesise({ stage, onProgress, signal })));
  const oid = randomUUID();
  const sharedSecret = randomBytes(32).toString('hex');
  const secretPrefix = template.functions[0]?.environment.SECRET_PREFIX ?? '';

  const resources = new AsyncDisposableStack();
  const owned = <T extends { close(): Promise<void> }>(resource: T): T => resources.adopt(resource, (it) => it.close());
  try {
    const simulator = halopsaUrl === undefined ? owned(await startHaloSimulator(options.simulator)) : undefined;
    const instanceUrl = halopsaUrl ?? simulator?.url ?? '';
    const halo = { instance_url: instanceUrl, ...(simulator ? SIMULATOR_CREDENTIALS : {}), ...options.haloSecret };
    const store = createSecretStore();
    for (const [Name, SecretString] of Object.entries(localSecrets({ prefix: secretPrefix, sharedSecret, oid, halo })))
      store.CreateSecret({ Name, SecretString });
    const secretsManager = owned(await startSecretsManager(store));
    const dynamodb = owned(await startDynamoDb(template.tables));
    const kms = owned(await startKms(template.keyArns));

    const urls = { secretsManagerUrl: secretsManager.url, dynamodbUrl: dynamodb.url, kmsUrl: kms.url };
    const endpoints = { ...urls, oid, halopsaUrl };
    const pools = new Map(
      template.functions.map((fn) => {
        const environment = { ...localEnvironment(fn, endpoints), ...options.environment };
        return [fn.logicalId, owned(poolOf({ ...fn, environment }, onLog))];
      }),
    );
    const gateway = owned(
      await startGateway(
        template.routes,
        (logicalId, event, nobodyWaits) => (pools.get(logicalId) as FunctionPool).invoke(event, nobodyWaits),
        port,
      ),
    );
    signal?.throwIfAborted();
    return {
      gatewayUrl: gateway.url,
      webhookUrl: `${gateway.url}/`,
      halopsaUrl: instanceUrl,
      secretsManagerUrl: secretsManager.url,
      dynamodbUrl: dynamodb.url,
      secretPrefix,
      oid,
      sharedSecret,
      simulator,
      close: () => resources.disposeAsync(),
    };
  } catch (error) {
    await resources.disposeAsync();
    throw error;
  }
}

function poolOf(fn: LocalFunction, onLog: LogLine): FunctionPool {
  return createFunctionPool((stop) => startWorker(fn, onLog, stop));
}
