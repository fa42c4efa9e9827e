import type { OrgConfig } from '../action/config/org-config.ts';
import type { AnyAction } from '../action/define-action.ts';
import type { ActionResult } from '../action/run/run-action.ts';
import type { Clock } from '../clock.ts';
import type { ExtensionSecret } from '../credentials/schemas.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { EventDeps } from './events.ts';

export interface RequestMessage {
  oid: string;
  idempotencyKey: string | undefined;
  config: OrgConfig;
  requestId: string;
}

export interface ExtensionDeps extends EventDeps {
  /** By name. */
  actions: Readonly<Record<string, AnyAction>>;
  /** What LimaCharlie signs with; `refresh` reads it again. */
  extensionSecret(refresh: boolean): Promise<ExtensionSecret>;
  /** By the org's secret. */
  defaultsOf(oid: string): Promise<OrgConfig>;
  clock: Clock;
  random: () => number;
  runAction(action: AnyAction, data: unknown, message: RequestMessage): Promise<ActionResult>;
  /** Told what no action gets to see: a door that is shut. */
  metrics: Metrics;
}
