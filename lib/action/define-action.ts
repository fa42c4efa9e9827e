import type * as v from 'valibot';
import type { ConnectionReport } from '../checks/run-checks.ts';
import type { Clock } from '../clock.ts';
import type { ExtensionError } from '../errors.ts';
import type { HaloApi } from '../halopsa/api.ts';
import type { ItemStore } from '../ledger/item-store.ts';
import type { OrgConfig } from './config/org-config.ts';
import type { RecentTickets } from './occurrences/recent-tickets.ts';

/** What an action may use while it runs. */
export interface ActionContext {
  halo: HaloApi;
  /** A short text that stands for this message and no other; undefined where the caller gave no idempotency key. */
  reference: string | undefined;
  /** Runs `work` while nobody else, in any process, works under this name on the same HaloPSA. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** The org's configuration over the defaults of its secret. */
  config: OrgConfig;
  /** Names in the request that are no inputs; the caller is warned of them already. */
  unknownInputs: readonly string[];
  clock: Clock;
  /**
   * What `load` returned under this key, at most ten minutes ago, to anybody who sees the same of HaloPSA: the same credentials within
   * the same clients. Rejects as `load` does, and then keeps nothing.
   */
  remember<T>(key: string, load: () => Promise<T>): Promise<T>;
  /** Says something about how the result came about; the caller finds it in `_meta.warnings`. */
  warn(message: string): void;
  /** A failure that the action gets over, as one of ours. One of the client cap is logged as it would be had it ended the action. */
  survive(thrown: unknown): ExtensionError;
  /** This message and no other, also for a caller without an idempotency key: a hex digest. */
  messageId: string;
  oid: string;
  deadlineAtMs: number;
  /** For how long a message is known by its idempotency key. */
  retentionMs: number;
  isDryRun: boolean;
  /** What has been done already, in single items. */
  store: ItemStore;
  /** Tickets that this process has just read. */
  recentTickets: RecentTickets;
  /** The HaloPSA that the org works in. */
  instance(): Promise<string>;
  /** Has `work` done once the answer is recorded; its failure is nobody's. */
  afterwards(work: () => Promise<unknown>): void;
  /** Whether the org's set-up works, by reads alone. */
  checkConnection(): Promise<ConnectionReport>;
  /** Adds members to `_meta`. */
  note(facts: Record<string, unknown>): void;
}

export type InputSchema = v.ObjectSchema<v.ObjectEntries, undefined>;
export type OutputSchema = v.LooseObjectSchema<v.ObjectEntries, undefined>;

/** A worked example: shown in the documents, run against the simulator by the contract tests. */
export interface ActionExample {
  title: string;
  input: Record<string, unknown>;
}

export interface Action<I extends InputSchema = InputSchema, O extends OutputSchema = OutputSchema> {
  /** The name on every wire: LimaCharlie's action, the route segment, the folder, the operationId, the metric dimension. */
  name: string;
  title: string;
  /** One line. */
  summary: string;
  /** For people and AI agents that decide whether and how to call it. */
  description: string;
  annotations: {
    /** It writes nothing to HaloPSA. */
    readOnly: boolean;
    /** Doing it twice with the same input leaves HaloPSA as doing it once does. */
    idempotent: boolean;
  };
  /** What LimaCharlie's web UI shows while it runs and when it is over. */
  messages: { inProgress: string; success: string; error: string };
  input: I;
  output: O;
  examples: readonly ActionExample[];
  run(context: ActionContext, input: v.InferOutput<I>): Promise<v.InferOutput<O>>;
  /**
   * For a write whose outcome is unknown: looks in HaloPSA whether `run` wrote since `sinceMs` (epoch milliseconds), and returns its
   * result then. Undefined: it is not there. Without it, `run` itself looks before it writes.
   */
  reconcile?(context: ActionContext, input: v.InferOutput<I>, sinceMs: number): Promise<v.InferOutput<O> | undefined>;
}

/** Any action, where its input's type doesn't matter. */
// biome-ignore lint/suspicious/noExplicitAny: a list of actions with different inputs has no narrower common type
export type AnyAction = Action<any, any>;

/** Everything else is derived from the definition: validation, both doors, the CDK's functions and routes, the documents. */
export const defineAction = <I extends InputSchema, O extends OutputSchema>(action: Action<I, O>): Action<I, O> =>
  action;
