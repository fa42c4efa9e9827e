import type { RunActionDeps } from '../action/run/run-action.ts';
import { systemClock } from '../clock.ts';
import type { FetchSecret } from '../credentials/secret-reader.ts';
import { createSecretFetcher } from '../credentials/secrets-manager.ts';
import type { createConnections } from '../http/connections.ts';
import { createDynamoStore } from '../ledger/dynamo-store.ts';
import { createDynamoDb } from '../ledger/dynamodb.ts';
import type { ItemStore } from '../ledger/item-store.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import type { Env } from './env.ts';

/** What stands outside the process: time, chance, where logs and metrics go, where secrets come from, the table and the network. */
export type Surroundings = Pick<RunActionDeps, 'clock' | 'logger' | 'metrics'> & {
  random: () => number;
  fetchSecret: FetchSecret;
  store: ItemStore;
  /** Where the budget of calls is; default: where the ledger is. */
  budgetStore?: ItemStore;
  openConnections?: typeof createConnections;
};

export const productionSurroundings = (env: Env, dynamoDb = createDynamoDb()): Surroundings => ({
  clock: systemClock,
  logger: createLogger({ level: env.LOG_LEVEL, serviceName: env.POWERTOOLS_SERVICE_NAME }),
  metrics: createMetrics({ namespace: env.POWERTOOLS_METRICS_NAMESPACE, serviceName: env.POWERTOOLS_SERVICE_NAME }),
  random: Math.random,
  fetchSecret: createSecretFetcher(),
  store: createDynamoStore(env.LEDGER_TABLE, dynamoDb),
  budgetStore: createDynamoStore(env.BUDGET_TABLE ?? env.LEDGER_TABLE, dynamoDb),
});
