import type { OnceResult } from '../../ledger/message.ts';
import { runOnce } from '../../ledger/run-once.ts';
import { applyDefaults } from '../config/apply-defaults.ts';
import { defaultsNote } from '../config/defaults-note.ts';
import { layerDefaults } from '../config/layer-defaults.ts';
import type { ActionContext, AnyAction } from '../define-action.ts';
import { parseInput } from '../inputs/parse-input.ts';
import { createContext, type Gathered } from './create-context.ts';
import { mayHaveWritten } from './may-have-written.ts';
import type { ActionResult, Delivery, OrgPolicy, RunActionDeps, Seen } from './run-action.ts';
import { sayNothingWritten } from './say-nothing-written.ts';
import { withNotes } from './with-notes.ts';
import { withinCap } from './within-cap.ts';
import { withoutHtmlCopies } from './without-html-copies.ts';

/** Reads the input, then does the work: a mutating action's under its idempotency key once. What it meets goes onto `seen`. */
export async function performAction(
  action: AnyAction,
  raw: unknown,
  delivery: Delivery,
  deps: RunActionDeps,
  seen: Seen,
): Promise<ActionResult> {
  const policy = await deps.policyOf(delivery.oid);
  const config = layerDefaults(clientDefault(policy), policy.defaults, delivery.config);
  const { raw: filled, applied } = applyDefaults(action.input, raw, config);
  const { input: parsed, unknown, warnings } = parseInput(action.input, filled);
  const { dry_run: isDryRun, ...input } = parsed as Record<string, unknown>;
  const gathered: Gathered = {
    ...seen,
    warnings: [...warnings],
    meta: Object.keys(applied).length > 0 ? { defaults: applied } : {},
    planned: isDryRun === true ? [] : undefined,
    after: [],
  };
  const context = createContext({ action, delivery, policy, config, unknownInputs: unknown, gathered }, deps);
  try {
    const result = await runInput(action, input, { raw, delivery, deps, context, gathered });
    return withinCap(result, policy.allowedClientIds);
  } catch (thrown) {
    const failure = action.annotations.readOnly ? thrown : sayNothingWritten(thrown, seen.calls);
    throw withNotes(failure, [...warnings, ...defaultsNote(thrown, applied)]);
  }
}

async function runInput(action: AnyAction, input: unknown, run: Run): Promise<ActionResult> {
  const { context, gathered } = run;
  if (gathered.planned) {
    await action.run(context, input);
    return finished({ dry_run: true, would_send: gathered.planned }, gathered);
  }
  const { result, isRecorded } = await performOnce(action, input, run);
  if (isRecorded) await Promise.allSettled(gathered.after.map((work) => work()));
  return result;
}

const isDoneOnce = <D extends Delivery>(
  { annotations }: AnyAction,
  delivery: D,
): delivery is D & { idempotencyKey: string } => !annotations.readOnly && delivery.idempotencyKey !== undefined;

interface Run {
  raw: unknown;
  delivery: Delivery;
  deps: RunActionDeps;
  context: ActionContext;
  gathered: Gathered;
}

/** `isRecorded`: no later delivery works on the message again. */
async function performOnce(
  action: AnyAction,
  input: unknown,
  run: Run,
): Promise<{ result: ActionResult; isRecorded: boolean }> {
  const { raw, delivery, deps, context, gathered } = run;
  const { oid, deadlineAtMs } = delivery;
  const perform = async () => finished(await action.run(context, input), gathered);
  if (!isDoneOnce(action, delivery)) return { result: await perform(), isRecorded: true };
  const reconcile = async (sinceMs: number) => {
    const found = await action.reconcile?.(context, input, sinceMs);
    return found && finished(found, { ...gathered, meta: { ...gathered.meta, reconciled: true } });
  };
  const message = { oid, action: action.name, key: delivery.idempotencyKey, content: raw, deadlineAtMs };
  const work = {
    perform,
    reconcile,
    mayHaveWritten: () => mayHaveWritten(gathered.calls),
    hasAskedToWrite: () => gathered.calls.some(({ kind }) => kind === 'write'),
  };
  const once = await runOnce(message, work, {
    ...deps.ledger,
    clock: deps.clock,
    logger: deps.logger,
    random: deps.random,
  });
  return { result: toResult(once), isRecorded: once.isRecorded };
}

/** The result with how it came about. */
function finished(output: ActionResult, { warnings, meta }: Gathered): ActionResult {
  const result = withoutHtmlCopies(output);
  const notes = { ...(warnings.length > 0 && { warnings }), ...meta };
  return Object.keys(notes).length > 0 ? { ...result, _meta: notes } : result;
}

/** Who may touch one client only means that one. */
const clientDefault = ({ allowedClientIds }: OrgPolicy) =>
  allowedClientIds?.length === 1 ? { default_client_id: allowedClientIds[0] } : {};

function toResult({ answer, how }: OnceResult): ActionResult {
  if (how !== 'replayed') return answer;
  return { ...answer, _meta: { ...(answer._meta as object | undefined), replayed: true } };
}
