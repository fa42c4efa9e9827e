import { startGateway } from '../../infra/local/gateway/start-gateway.ts';
import { createFunctionPool } from '../../infra/local/lambda/function-pool.ts';
import { startWorker } from '../../infra/local/lambda/start-worker.ts';
import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { bodyOfOurs } from '../support/body-of-ours.ts';
import { inChild } from '../support/in-child.ts';
import type { BareInput } from './bare-child.ts';
import type { LoadInput } from './load-child.ts';
import { summariseThroughput, type ThroughputCase } from './summary.ts';

const BARE = new URL('bare-child.ts', import.meta.url);
const LOAD = new URL('load-child.ts', import.meta.url);
const WORKERS = 2;
const CONNECTIONS = 64;
const LATENCY_MS = 20;
const ROUNDS = 5;
const ROUND_MS = 4_000;

const ROUTE = {
  method: 'POST',
  path: '/actions/create_ticket',
  functionLogicalId: 'create_ticket',
  authorizer: 'AWS_IAM' as const,
  integrationTimeoutMs: 30_000,
};

/** Tickets a second through the whole way, with more callers than workers. */
export const throughput: Row = {
  name: 'throughput',
  title: `Throughput: ${CONNECTIONS} connections, ${WORKERS} workers, ${LATENCY_MS} ms latency`,
  inQuick: false,
  async measure({ services, functions, quick }: Bench) {
    const fn = functions.get('create_ticket') as LocalFunction;
    const body = await bodyOfOurs(fn, services);
    await services.setLatency(LATENCY_MS);
    const pool = createFunctionPool((stop) => startWorker(fn, () => undefined, stop), WORKERS);
    const gateway = await startGateway([ROUTE], (_, event, signal) => pool.invoke(event, signal));
    const load = { gatewayUrl: gateway.url, connections: CONNECTIONS, durationMs: quick ? ROUND_MS / 4 : ROUND_MS };
    const ourRound = (withKey: boolean) => inChild<number>(LOAD, fn, { ...load, withKey } satisfies LoadInput);
    const bareRound = async () => {
      const input: BareInput = { halopsaUrl: services.halopsaUrl, body, durationMs: load.durationMs };
      const rates = await Promise.all(Array.from({ length: WORKERS }, () => inChild<number>(BARE, fn, input)));
      return rates.reduce((total, rate) => total + rate, 0);
    };
    const cases: ThroughputCase[] = [
      { what: 'create_ticket', ours: [], bare: [] },
      { what: 'create_ticket with a key (ledger)', ours: [], bare: [] },
    ];
    try {
      await ourRound(true);
      for (let round = 0; round < ROUNDS; round++) {
        const bare = await bareRound();
        for (const [index, { ours, bare: bares }] of cases.entries()) {
          ours.push(await ourRound(index === 1));
          bares.push(bare);
        }
      }
      return summariseThroughput(cases);
    } finally {
      await gateway.close();
      await pool.close();
    }
  },
};
