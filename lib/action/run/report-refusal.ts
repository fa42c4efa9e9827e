import type { ErrorCode } from '../../errors.ts';
import type { LogFields } from '../../observability/logger.ts';
import { countFailed } from './count-failed.ts';
import type { RunActionDeps } from './run-action.ts';

/** A request that fails before its action can begin. */
export interface Refusal {
  code: ErrorCode;
  /** Unless there is no such action. */
  action?: string;
  /** By what the request is known, and what was wrong with it. */
  facts: LogFields;
}

/** Logs and counts it as a run that failed, so that a rule which never gets through to its action is seen, too. */
export function reportRefusal(
  { code, action, facts }: Refusal,
  { logger, metrics }: Pick<RunActionDeps, 'logger' | 'metrics'>,
): void {
  logger.warn('a request was refused', { ...facts, action, code });
  countFailed(code, metrics, action);
}
