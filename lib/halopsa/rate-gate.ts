import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import { isWorthWaiting } from '../http/retry.ts';
import type { CallBudget } from '../ledger/call-budget.ts';

const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;

export interface RateGate {
  /**
   * Lets a call to the instance pass when its turn has come. Returns how many milliseconds it was held back.
   * @throws ExtensionError `rate_limited` with the wait, where the deadline doesn't allow it
   */
  enter(instance: string, deadlineAtMs: number): Promise<number>;
  /** HaloPSA answered 429: nobody in this process calls the instance before the wait is over. Returns the wait. */
  slowDown(instance: string, retryAfterMs: number | undefined): number;
  /** HaloPSA answered something else: the next 429 starts the backoff anew. */
  relax(instance: string): void;
}

export interface RateGateDeps {
  budget: CallBudget;
  clock: Clock;
  random: () => number;
}

interface Closed {
  untilMs: number;
  refusals: number;
}

/** One gate for all calls of a process: HaloPSA's limit is the instance's, not the call's (of a token request, `HaloConnection.tokenLimit`). */
export function createRateGate({ budget, clock, random }: RateGateDeps): RateGate {
  const closed = new Map<string, Closed>();
  const waitOf = (instance: string) => (closed.get(instance)?.untilMs ?? 0) - clock.nowMs();

  return {
    async enter(instance, deadlineAtMs) {
      for (let waitedMs = 0; ; ) {
        const pausedMs = waitOf(instance);
        const waitMs = pausedMs > 0 ? pausedMs : await budget.take(instance);
        if (waitMs <= 0) return waitedMs;
        if (!isWorthWaiting(waitMs, deadlineAtMs - clock.nowMs())) throw rateLimited(waitMs, pausedMs > 0);
        await clock.sleep(waitMs);
        waitedMs += waitMs;
      }
    },
    slowDown(instance, retryAfterMs) {
      const refusals = (closed.get(instance)?.refusals ?? 0) + 1;
      const waitMs = retryAfterMs ?? backoffMs(refusals, random());
      closed.set(instance, { refusals, untilMs: Math.max(closed.get(instance)?.untilMs ?? 0, clock.nowMs() + waitMs) });
      return waitMs;
    },
    relax(instance) {
      if (waitOf(instance) <= 0) closed.delete(instance);
    },
  };
}

/** Doubling from a second to a minute, from half to the whole of it: HaloPSA's window is minutes long. */
const backoffMs = (refusals: number, random: number): number =>
  Math.round(Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** (refusals - 1)) * (0.5 + random / 2));

function rateLimited(waitMs: number, isHaloPsaWish: boolean): ExtensionError {
  const why = isHaloPsaWish
    ? 'HaloPSA asked to slow down'
    : "This extension's budget of calls to HaloPSA is used up for now";
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new ExtensionError('rate_limited', `${why}.`, {
    hint: `Send it again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  });
}
