import type { ConnectionReport, RunChecksOptions } from '../checks/run-checks.ts';
import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import type { HaloApi, HaloCall, PlannedWrite } from '../halopsa/api.ts';
import { isRecord } from '../json.ts';
import type { RunOnceDeps } from '../ledger/run-once.ts';
import type { LogFields, Logger } from '../observability/logger.ts';
import type { TimedCache } from '../timed-cache.ts';
import type { AnyAction } from './define-action.ts';
import { logBreach } from './log-breach.ts';
import type { RecentTickets } from './occurrences/recent-tickets.ts';
import type { OrgConfig } from './org-config.ts';
import { performAction } from './perform-action.ts';

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
  haloFor(delivery: Delivery, view: HaloView): HaloApi;
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
}

/** The action's documented object, and `_meta` where there is something to say about how it came about. */
export type ActionResult = Record<string, unknown>;

/**
 * The core behind both doors: parse, run, say what happened in one log line.
 * @throws ExtensionError and nothing else.
 */
export async function runAction(
  action: AnyAction,
  raw: unknown,
  delivery: Delivery,
  deps: RunActionDeps,
): Promise<ActionResult> {
  const startedAtMs = deps.clock.nowMs();
  const calls: HaloCall[] = [];
  const facts = () => ({
    request_id: delivery.requestId,
    oid: delivery.oid,
    action: action.name,
    idempotency_key: delivery.idempotencyKey,
    duration_ms: deps.clock.nowMs() - startedAtMs,
    halo_calls: calls.length,
    halo_ms: calls.reduce((sum, call) => sum + call.durationMs, 0),
    halo_status: calls.map((call) => call.status),
  });
  try {
    const result = await performAction(action, raw, delivery, deps, calls);
    deps.logger.info('action succeeded', { ...facts(), code: 'ok', ...recordIds(result) });
    return result;
  } catch (thrown) {
    const error = ExtensionError.from(thrown);
    const cause = error.code === 'internal' && thrown instanceof Error ? { stack: thrown.stack } : {};
    const fields = {
      ...facts(),
      code: error.code,
      retriable: error.retriable,
      wrong_fields: error.errors?.map((one) => one.field),
      ...cause,
    };
    logFailure(error, fields, deps.logger);
    throw error;
  }
}

function logFailure(error: ExtensionError, fields: LogFields, logger: Logger): void {
  if (logBreach(error, fields, logger)) return;
  if (error.code === 'internal') logger.error('action failed', fields);
  else logger.warn('action failed', fields);
}

/** The ids by which a log line is followed into HaloPSA. */
function recordIds(result: ActionResult) {
  const idOf = (value: unknown) => (isRecord(value) && typeof value.id === 'number' ? value.id : undefined);
  return {
    record_id: idOf(result),
    ticket_id: idOf(result.ticket) ?? (typeof result.ticket_id === 'number' ? result.ticket_id : undefined),
  };
}
