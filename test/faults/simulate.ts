import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import { startDynamoDb } from '../../infra/local/aws/start-dynamodb.ts';
import { startHaloSimulator } from '../../infra/local/halopsa-simulator/index.ts';
import { createDynamoStore } from '../../lib/ledger/dynamo-store.ts';
import type { ItemStore } from '../../lib/ledger/item-store.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import { DEFAULT_ATTEMPTS, pointAwsTo } from '../support/point-aws-to.ts';
import { underPrefix } from './faulty-store.ts';
import { judge, type Violation } from './judge.ts';
import { type Play, play } from './play.ts';
import type { Scenario } from './scenario.ts';
import { seedTickets } from './seed-tickets.ts';
import type { Variant } from './variants/variant.ts';
import { createWorld } from './world.ts';

export interface Run {
  scenario: Scenario;
  play: Play;
  violations: Violation[];
  trace: string[];
}

export interface SimulationOptions {
  scenarios: Iterable<Scenario>;
  variant: Variant;
  /** How many runs at once; each has HaloPSAs of its own. */
  lanes?: number;
  /** Every so many runs the table is DynamoDB's wire and the real client; 0: never. */
  dynamoEvery?: number;
  onRun(run: Run): void;
}

/** Plays each scenario and hands it to `onRun`. */
export async function simulate({ scenarios, variant, lanes = 6, dynamoEvery = 19, onRun }: SimulationOptions) {
  const wire = dynamoEvery > 0 ? await startTable() : undefined;
  // The lanes take from one iterator, so that each scenario is played once.
  const waiting = (function* () {
    yield* scenarios;
  })();
  const lane = async () => {
    let scenario: Scenario | undefined;
    let nowMs = () => Date.now();
    const haloNowMs = () => nowMs() + (scenario?.haloSkewMs ?? 0);
    const halo = {
      first: await startHaloSimulator({ nowMs: haloNowMs }),
      second: await startHaloSimulator({ nowMs: haloNowMs }),
    };
    try {
      for (scenario of waiting) {
        const isOnWire = wire !== undefined && scenario.seed % dynamoEvery === 0;
        const store = isOnWire ? underPrefix(wire.store, `${scenario.seed}#`) : createMemoryStore();
        const world = createWorld(scenario, halo, store);
        nowMs = world.nowMs;
        for (const simulator of Object.values(halo)) {
          simulator.reset();
          Object.assign(simulator.toggles, scenario.tenant);
          seedTickets(simulator, world.nowMs());
        }
        const played = await play(world, variant);
        onRun({ scenario, play: played, violations: judge(world, played), trace: world.trace });
      }
    } finally {
      await Promise.all(Object.values(halo).map((simulator) => simulator.close()));
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await wire?.close();
  }
}

/** The real client against DynamoDB's wire. */
async function startTable(): Promise<{ store: ItemStore; close(): Promise<void> }> {
  const dynamo = await startDynamoDb([LEDGER_TABLE]);
  pointAwsTo(dynamo.url, DEFAULT_ATTEMPTS);
  return { store: createDynamoStore('ledger'), close: dynamo.close };
}
