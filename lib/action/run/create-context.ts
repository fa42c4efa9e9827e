import { ExtensionError } from '../../errors.ts';
import type { PlannedWrite } from '../../halopsa/api.ts';
import { exclusively } from '../../ledger/exclusively.ts';
import type { OrgConfig } from '../config/org-config.ts';
import type { ActionContext, AnyAction } from '../define-action.ts';
import { createRecentTickets } from '../occurrences/recent-tickets.ts';
import { logBreach } from './log-breach.ts';
import { messageIdOf, referenceOf } from './message-id.ts';
import type { Delivery, OrgPolicy, RunActionDeps, Seen } from './run-action.ts';

/** What one run of an action gathers beside its result. */
export interface Gathered extends Seen {
  warnings: string[];
  meta: Record<string, unknown>;
  /** A dry run's writes; undefined: they are sent. */
  planned: PlannedWrite[] | undefined;
  after: (() => Promise<unknown>)[];
}

export interface ContextParts {
  action: AnyAction;
  delivery: Delivery;
  policy: OrgPolicy;
  config: OrgConfig;
  unknownInputs: readonly string[];
  gathered: Gathered;
}

/** The action's view of its delivery, its org and HaloPSA. */
export function createContext(
  { action, delivery, policy, config, unknownInputs, gathered }: ContextParts,
  deps: RunActionDeps,
): ActionContext {
  const { calls, survived, warnings, meta, planned, after } = gathered;
  const { store, retentionMs } = deps.ledger;
  const instance = () => deps.instanceOf(delivery.oid);
  const messageId = messageIdOf(action, delivery);
  return {
    halo: deps.haloFor(delivery, {
      allowedClientIds: policy.allowedClientIds,
      onCall: (call) => calls.push(call),
      ...(planned && { onPlannedWrite: (write) => planned.push(write) }),
    }),
    config,
    unknownInputs,
    clock: deps.clock,
    store,
    // A dry run's replies are made up; they must not be remembered.
    recentTickets: planned ? createRecentTickets(deps.clock) : deps.recentTickets,
    oid: delivery.oid,
    deadlineAtMs: delivery.deadlineAtMs,
    retentionMs,
    isDryRun: planned !== undefined,
    messageId,
    reference: delivery.idempotencyKey === undefined ? undefined : referenceOf(messageId),
    instance,
    warn: (message) => warnings.push(message),
    survive(thrown) {
      const error = ExtensionError.from(thrown);
      survived.push(error.code);
      logBreach(error, { request_id: delivery.requestId, oid: delivery.oid, action: action.name }, deps.logger);
      return error;
    },
    checkConnection: () => deps.checkConnection(delivery, { config, onCall: (call) => calls.push(call) }),
    note: (facts) => Object.assign(meta, facts),
    remember: async (key, load) =>
      deps.lookups.get(JSON.stringify([await deps.viewOf(delivery.oid), policy.allowedClientIds ?? 'all', key]), load),
    afterwards: (work) => after.push(work),
    exclusively: async (name, work) =>
      planned ? work() : exclusively(`${await instance()}#${name}`, delivery.deadlineAtMs, work, { ...deps, store }),
  };
}
