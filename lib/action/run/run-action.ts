import type { ConnectionReport, RunChecksOptions } from '../../checks/run-checks.ts';
import type { Clock } from '../../clock.ts';
import { type ErrorCode, ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloCall, PlannedWrite } from '../../halopsa/api.ts';
import type { RunOnceDeps } from '../../ledger/message.ts';
import type { LogFields, Logger } from '../../observability/logger.ts';
import type { Metrics } from '../../observability/metrics.ts';
import type { TimedCache } from '../../timed-cache.ts';
import type { OrgConfig } from '../config/org-config.ts';
import type { AnyAction } from '../define-action.ts';
import type { RecentTickets } from '../occurrences/recent-tickets.ts';
import { callFacts, deliveryFacts, logFailure, logSuccess, survivedFacts } from './log-run.ts';
import { measureRun } from './measure-run.ts';
import { performAction } from './perform-action.ts';
import { type ResultFacts, resultFacts } from './result-facts.ts';
import { withinTime } from './within-time.ts';

/** One request for an action, whichever door it came in by. */
export interface Delivery {
  oid: string;
  requestId: string;
  /** The same on every redelivery of the same message. */
  idempotencyKey?: string;
  /** The org's configuration as the message brought it; empty for a direct call. */
  config: OrgConfig;
  /** When an answer is due; every call to HaloPSA is given what is left. */
  deadlineAtMs: number;
  signal?: AbortSignal;
}

/** What an org may do by its secret, and what its secret says of inputs that are left out. */
export interface OrgPolicy {
  /** Undefined: every client. */
  allowedClientIds: readonly number[] | undefined;
  defaults: OrgConfig;
}

export interface HaloView {
  allowedClientIds: readonly number[] | undefined;
  /** Told each exchange. */
  onCall(call: HaloCall): void;
  /** Given: no write leaves, and this is told what would have been sent. */
  onPlannedWrite?(write: PlannedWrite): void;
}

export interface RunActionDeps {
  ledger: Pick<RunOnceDeps, 'store' | 'retentionMs'>;
  /** Which HaloPSA an org works in. */
  instanceOf(oid: string): Promise<string>;
  /** What decides which records an org's token shows. */
  viewOf(oid: string): Promise<string>;
  lookups: TimedCache;
  recentTickets: RecentTickets;
  random: () => number;
  /** HaloPSA as this delivery's org sees it: within its clients, and for a dry run without writing. */
  haloFor(delivery: Pick<Delivery, 'oid' | 'deadlineAtMs' | 'signal'>, view: HaloView): HaloApi;
  /**
   * Whether the org's set-up works, by reads alone.
   * @throws ExtensionError `org_not_configured`, `credentials_invalid` where there are no credentials to check
   */
  checkConnection(
    delivery: Pick<Delivery, 'oid' | 'deadlineAtMs' | 'signal'>,
    view: Pick<RunChecksOptions, 'onCall' | 'onResult' | 'until'> & { config: OrgConfig },
  ): Promise<ConnectionReport>;
  /** @throws ExtensionError `org_not_configured`, `credentials_invalid` */
  policyOf(oid: string): Promise<OrgPolicy>;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}

/** What a run leaves for its log line and the metrics, however it ends. */
export interface Seen {
  calls: HaloCall[];
  /** Failures that didn't end it. */
  survived: ErrorCode[];
}

/** The action's documented object, and `_meta` where there is something to say about how it came about. */
export type ActionResult = Record<string, unknown>;

/**
 * The core behind both doors: parse, run, say what happened in one log line and in the metrics.
 * @throws ExtensionError and nothing else.
 */
export async function runAction(
  action: AnyAction,
  raw: unknown,
  delivery: Delivery,
  deps: RunActionDeps,
): Promise<ActionResult> {
  const startedAtMs = deps.clock.nowMs();
  const seen: Seen = { calls: [], survived: [] };
  /** Counts the run, and returns what its log line says in any case. */
  const finish = (outcome: ResultFacts | ErrorCode): LogFields => {
    const durationMs = deps.clock.nowMs() - startedAtMs;
    const { calls, survived } = seen;
    for (const one of measureRun({ action: action.name, durationMs, calls, outcome })) deps.metrics.put(one);
    const facts = { ...deliveryFacts(action, raw, delivery), ...survivedFacts(survived) };
    return { ...facts, duration_ms: durationMs, ...callFacts(calls) };
  };
  try {
    const performing = performAction(action, raw, delivery, deps, seen);
    const result = await withinTime(performing, action.annotations, delivery.signal);
    const found = resultFacts(action, result);
    logSuccess(found, finish(found), deps.logger);
    return result;
  } catch (thrown) {
    const error = ExtensionError.from(thrown);
    logFailure(error, thrown, finish(error.code), deps.logger);
    throw error;
  }
}
