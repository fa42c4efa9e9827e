import { countFailed } from '../action/run/count-failed.ts';
import { OutOfTime } from '../action/run/within-time.ts';
import type { Dependencies } from './dependencies.ts';

/** What was cut off before or beside an action: no action has said so in the log and the metrics, which the alarms go by. */
export function reportLate(
  thrown: unknown,
  requestId: string,
  dependencies: () => Pick<Dependencies, 'logger' | 'metrics'>,
): void {
  if (!(thrown instanceof OutOfTime)) return;
  const { logger, metrics } = dependencies();
  const { code } = thrown;
  logger.warn('the time for a call ran out', { request_id: requestId, code });
  countFailed(code, metrics);
}
