import { setImmediate as yieldNow } from 'node:timers/promises';
import type { HaloSimulator } from '../../infra/local/halopsa-simulator/index.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ItemStore } from '../../lib/ledger/item-store.ts';
import type { OrgName } from './messages.ts';
import type { Scenario } from './scenario.ts';

export const OIDS: Record<OrgName, string> = {
  first: '11111111-2222-4333-8444-555555555555',
  second: '22222222-3333-4444-8555-666666666666',
  unknown: '99999999-8888-4777-8666-555555555555',
};

const HOUR_MS = 3_600_000;

export type Simulators = Record<'first' | 'second', HaloSimulator>;

/** What outlives a process: HaloPSA, the table, and time. */
export interface World {
  scenario: Scenario;
  halo: Simulators;
  store: ItemStore;
  /** The true time; each process is a little off. */
  nowMs(): number;
  /** Time passes for everybody; what was due meanwhile has happened. */
  advance(durationMs: number): Promise<void>;
  /** Real time while several deliveries are under way, else it just passes. */
  sleep: Clock['sleep'];
  /** Has something happen later, by this world's time, whoever is still alive then. */
  later(delayMs: number, effect: () => Promise<unknown>): void;
  /** Lets happen what is due. */
  settle(): Promise<void>;
  /** How many deliveries are under way. */
  inFlight: number;
  trace: string[];
  say(line: string): void;
}

export function createWorld(scenario: Scenario, halo: Simulators, store: ItemStore): World {
  // Early in an hour, by every process's clock: what counts by the hour has nearly all of it.
  const startedAtMs = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 60_000;
  let offsetMs = startedAtMs - Date.now();
  let due: { atMs: number; effect: () => Promise<unknown> }[] = [];
  const world: World = {
    scenario,
    halo,
    store,
    inFlight: 0,
    trace: [],
    nowMs: () => Date.now() + offsetMs,
    async advance(durationMs) {
      const untilMs = world.nowMs() + durationMs;
      for (const { atMs } of due.toSorted((a, b) => a.atMs - b.atMs)) {
        if (atMs > untilMs) break;
        offsetMs += Math.max(0, atMs - world.nowMs());
        await world.settle();
      }
      offsetMs += Math.max(0, untilMs - world.nowMs());
    },
    async sleep(durationMs) {
      if (world.inFlight > 1) return new Promise((resolve) => setTimeout(resolve, durationMs));
      await world.advance(durationMs);
      await yieldNow();
    },
    later(delayMs, effect) {
      due.push({ atMs: world.nowMs() + delayMs, effect });
    },
    async settle() {
      const ripe = due.filter(({ atMs }) => atMs <= world.nowMs());
      due = due.filter((one) => !ripe.includes(one));
      for (const { effect } of ripe) await effect();
    },
    say(line) {
      world.trace.push(`${String(world.nowMs() - startedAtMs).padStart(9)} ms  ${line}`);
    },
  };
  return world;
}
