import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import type { HaloApi, HaloCall } from '../halopsa/api.ts';
import { isRecord } from '../json.ts';
import type { RunOnceDeps } from '../ledger/run-once.ts';
import type { Logger } from '../observability/logger.ts';
import type { OrgDefaults } from './apply-defaults.ts';
import type { AnyAction } from './define-action.ts';
import { performAction } from './perform-action.ts';

/** One request for an action, whichever door it came in by. */
export interface Delivery {
  oid: string;
  requestId: string;
  /** The same on every redelivery of the same message. */
  idempotencyKey?: string;
  defaults: OrgDefaults;
  /** When an answer is due; every call to HaloPSA is given what is left. */
  deadlineAtMs: number;
  signal?: AbortSignal;
}

export interface RunActionDeps {
  ledger: Pick<RunOnceDeps, 'store' | 'retentionMs'>;
  /** Which HaloPSA an org works in. */
  instanceOf(oid: string): Promise<string>;
  random: () => number;
  /** HaloPSA as this delivery's org sees it, reporting each exchange to `onCall`. */
  haloFor(delivery: Delivery, onCall: (call: HaloCall) => void): HaloApi;
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
    if (error.code === 'internal') deps.logger.error('action failed', fields);
    else deps.logger.warn('action failed', fields);
    throw error;
  }
}

/** The ids by which a log line is followed into HaloPSA. */
function recordIds(result: ActionResult) {
  const idOf = (value: unknown) => (isRecord(value) && typeof value.id === 'number' ? value.id : undefined);
  return {
    record_id: idOf(result),
    ticket_id: idOf(result.ticket) ?? (typeof result.ticket_id === 'number' ? result.ticket_id : undefined),
  };
}
