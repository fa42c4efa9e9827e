import { CallLog } from './calls.ts';
import { FaultQueue } from './faults/queue.ts';
import { createState } from './state.ts';
import { defaultToggles, type Toggles } from './toggles.ts';
import type { Seed, State } from './types.ts';

export type SimulatorOptions = {
  /** Port on 127.0.0.1; default 0, any free one. */
  port?: number;
  /** The tenant's clock, for token expiry and every date. Default: the real one. */
  nowMs?: () => number;
  /** Lists or values that replace the default seed's. */
  seed?: Partial<Seed>;
  toggles?: Partial<Toggles>;
  /** Path before `/api` and `/auth`, such as `/psa`. Default none. */
  basePath?: string;
};

/** All that one simulator remembers. */
export class Tenant {
  readonly nowMs: () => number;
  readonly toggles: Toggles;
  readonly calls = new CallLog();
  readonly faults = new FaultQueue();
  state: State;
  /** POSTs of tickets that are being worked on: they race for a number. */
  ticketPostsInFlight = 0;
  readonly #options: SimulatorOptions;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.nowMs = options.nowMs ?? Date.now;
    this.toggles = { ...defaultToggles, ...options.toggles };
    this.state = createState(options.seed);
  }

  /** Makes every token that was issued worthless. */
  revokeTokens(): void {
    this.state.tokens = [];
  }

  /** Back to the start: seed, toggles, no calls, no faults. */
  reset(): void {
    this.state = createState(this.#options.seed);
    Object.assign(this.toggles, defaultToggles, this.#options.toggles);
    this.calls.clear();
    this.faults.clear();
  }
}
