import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import type { HaloApi, HaloCall } from '../halopsa/api.ts';
import { isRecord } from '../json.ts';
import type { Logger } from '../observability/logger.ts';
import { applyDefaults, type OrgDefaults } from './apply-defaults.ts';
import type { AnyAction } from './define-action.ts';
import { parseInput } from './parse-input.ts';

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
    const result = await perform(action, raw, delivery, deps, calls);
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

async function perform(
  action: AnyAction,
  raw: unknown,
  delivery: Delivery,
  deps: RunActionDeps,
  calls: HaloCall[],
): Promise<ActionResult> {
  const withDefaults = applyDefaults(action.input, raw, delivery.defaults);
  const { input, warnings } = parseInput(action.input, withDefaults.raw);
  const halo = deps.haloFor(delivery, (call) => calls.push(call));
  const output = await action.run({ halo, warn: (message) => warnings.push(message) }, input);
  const meta = {
    ...(warnings.length > 0 && { warnings }),
    ...(Object.keys(withDefaults.applied).length > 0 && { defaults: withDefaults.applied }),
  };
  return Object.keys(meta).length > 0 ? { ...output, _meta: meta } : { ...output };
}

/** The ids by which a log line is followed into HaloPSA. */
function recordIds(result: ActionResult) {
  const idOf = (value: unknown) => (isRecord(value) && typeof value.id === 'number' ? value.id : undefined);
  return {
    record_id: idOf(result),
    ticket_id: idOf(result.ticket) ?? (typeof result.ticket_id === 'number' ? result.ticket_id : undefined),
  };
}
