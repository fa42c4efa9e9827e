import { ExtensionError } from '../errors.ts';
import { createLogger, type Logger } from '../observability/logger.ts';
import { originOf } from '../observability/origin-of.ts';

/**
 * Callers learn nothing of a failure that nobody foresaw, so its cause has to be in the log. The logger is one of its own, since the
 * dependencies, with theirs, may be what failed.
 */
export function logUnexpected(
  thrown: unknown,
  requestId: string,
  logger: Logger = createLogger({ level: 'ERROR', serviceName: 'halopsa-extension' }),
): void {
  if (thrown instanceof ExtensionError) return;
  logger.error('a call failed unexpectedly', { request_id: requestId, code: 'internal', ...originOf(thrown) });
}
