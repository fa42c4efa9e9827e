import type { HaloCall, PlannedWrite } from '../halopsa/api.ts';
import { sha256 } from '../ledger/digest.ts';
import { exclusively } from '../ledger/exclusively.ts';
import { type OnceResult, runOnce } from '../ledger/run-once.ts';
import { applyDefaults } from './apply-defaults.ts';
import type { ActionContext, AnyAction } from './define-action.ts';
import { layerDefaults } from './layer-defaults.ts';
import { mayHaveWritten } from './may-have-written.ts';
import { parseInput } from './parse-input.ts';
import type { ActionResult, Delivery, HaloView, OrgPolicy, RunActionDeps } from './run-action.ts';

/** Reads the input, then does the work: a mutating action's under its idempotency key once. Each call to HaloPSA goes onto `calls`. */
export async function performAction(
  action: AnyAction,
  raw: unknown,
  delivery: Delivery,
  deps: RunActionDeps,
  calls: HaloCall[],
): Promise<ActionResult> {
  const policy = await deps.policyOf(delivery.oid);
  const config = layerDefaults(clientDefault(policy), policy.defaults, delivery.config);
  const { raw: filled, applied } = applyDefaults(action.input, raw, config);
  const { input: parsed, warnings } = parseInput(action.input, filled);
  const { dry_run: isDryRun, ...input } = parsed as Record<string, unknown>;
  const meta: Record<string, unknown> = { ...(Object.keys(applied).length > 0 && { defaults: applied }) };
  const planned: PlannedWrite[] = [];

  const view: HaloView = {
    allowedClientIds: policy.allowedClientIds,
    onCall: (call) => calls.push(call),
    ...(isDryRun === true && { onPlannedWrite: (write) => planned.push(write) }),
  };
  const context: ActionContext = {
    halo: deps.haloFor(delivery, view),
    reference: referenceOf(action, delivery),
    config,
    clock: deps.clock,
    warn: (message) => warnings.push(message),
    note: (facts) => Object.assign(meta, facts),
    remember: async (key, load) =>
      deps.lookups.get(JSON.stringify([await deps.viewOf(delivery.oid), policy.allowedClientIds ?? 'all', key]), load),
    exclusively: async (name, work) =>
      exclusively(`${await deps.instanceOf(delivery.oid)}#${name}`, delivery.deadlineAtMs, work, {
        ...deps,
        store: deps.ledger.store,
      }),
  };
  const finished = (output: ActionResult): ActionResult => {
    const notes = { ...(warnings.length > 0 && { warnings }), ...meta };
    return Object.keys(notes).length > 0 ? { ...output, _meta: notes } : { ...output };
  };

  if (isDryRun === true) {
    await action.run({ ...context, exclusively: (_name, work) => work() }, input);
    return finished({ dry_run: true, would_send: planned });
  }
  const perform = async () => finished(await action.run(context, input));
  if (action.annotations.readOnly || delivery.idempotencyKey === undefined) return perform();
  const reconcile = async (sinceMs: number) => {
    const found = await action.reconcile?.(context, input, sinceMs);
    if (found !== undefined) context.note({ reconciled: true });
    return found && finished(found);
  };
  const { oid, idempotencyKey: key, deadlineAtMs } = delivery;
  const message = { oid, action: action.name, key, content: raw, deadlineAtMs };
  const work = { perform, reconcile, mayHaveWritten: () => mayHaveWritten(calls) };
  return toResult(await runOnce(message, work, { ...deps.ledger, clock: deps.clock, logger: deps.logger }));
}

/** Who may touch one client only means that one. */
const clientDefault = ({ allowedClientIds }: OrgPolicy) =>
  allowedClientIds?.length === 1 ? { default_client_id: allowedClientIds[0] } : {};

function toResult({ answer, how }: OnceResult): ActionResult {
  if (how !== 'replayed') return answer;
  return { ...answer, _meta: { ...(answer._meta as object | undefined), replayed: true } };
}

/** The same on every redelivery, and in no two messages: an analyst can quote it, and a redelivery finds its ticket by it. */
function referenceOf(action: AnyAction, { oid, idempotencyKey }: Delivery): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  const digest = sha256(JSON.stringify([oid, action.name, idempotencyKey]));
  return `LC-${digest.slice(0, 20).toUpperCase()}`;
}
