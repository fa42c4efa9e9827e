import type { HaloCall } from '../halopsa/api.ts';
import { sha256 } from '../ledger/digest.ts';
import { exclusively } from '../ledger/exclusively.ts';
import { type OnceResult, runOnce } from '../ledger/run-once.ts';
import { applyDefaults } from './apply-defaults.ts';
import type { ActionContext, AnyAction } from './define-action.ts';
import { mayHaveWritten } from './may-have-written.ts';
import { parseInput } from './parse-input.ts';
import type { ActionResult, Delivery, RunActionDeps } from './run-action.ts';

/** Reads the input, then does the work: a mutating action's under its idempotency key once. Each call to HaloPSA goes onto `calls`. */
export async function performAction(
  action: AnyAction,
  raw: unknown,
  delivery: Delivery,
  deps: RunActionDeps,
  calls: HaloCall[],
): Promise<ActionResult> {
  const withDefaults = applyDefaults(action.input, raw, delivery.defaults);
  const { input, warnings } = parseInput(action.input, withDefaults.raw);
  const context: ActionContext = {
    halo: deps.haloFor(delivery, (call) => calls.push(call)),
    reference: referenceOf(action, delivery),
    warn: (message) => warnings.push(message),
    exclusively: async (name, work) =>
      exclusively(`${await deps.instanceOf(delivery.oid)}#${name}`, delivery.deadlineAtMs, work, {
        ...deps,
        store: deps.ledger.store,
      }),
  };
  const withMeta = (output: ActionResult, more: Record<string, unknown> = {}): ActionResult => {
    const meta = {
      ...(warnings.length > 0 && { warnings }),
      ...(Object.keys(withDefaults.applied).length > 0 && { defaults: withDefaults.applied }),
      ...more,
    };
    return Object.keys(meta).length > 0 ? { ...output, _meta: meta } : { ...output };
  };

  const perform = async () => withMeta(await action.run(context, input));
  if (action.annotations.readOnly || delivery.idempotencyKey === undefined) return perform();
  const reconcile = async (sinceMs: number) => {
    const found = await action.reconcile?.(context, input, sinceMs);
    return found && withMeta(found, { reconciled: true });
  };
  const message = {
    oid: delivery.oid,
    action: action.name,
    key: delivery.idempotencyKey,
    content: raw,
    deadlineAtMs: delivery.deadlineAtMs,
  };
  const work = { perform, reconcile, mayHaveWritten: () => mayHaveWritten(calls) };
  return toResult(await runOnce(message, work, { ...deps.ledger, clock: deps.clock, logger: deps.logger }));
}

function toResult({ answer, how }: OnceResult): ActionResult {
  if (how !== 'replayed') return answer;
  return { ...answer, _meta: { ...(answer._meta as object | undefined), replayed: true } };
}

/** The same on every redelivery, and in no two messages: an analyst can quote it, and a redelivery finds its ticket by it. */
function referenceOf(action: AnyAction, { oid, idempotencyKey }: Delivery): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  return `LC-${sha256(JSON.stringify([oid, action.name, idempotencyKey]))
    .slice(0, 20)
    .toUpperCase()}`;
}
