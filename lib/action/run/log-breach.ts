import type { ExtensionError } from '../../errors.ts';
import type { LogFields, Logger } from '../../observability/logger.ts';

/** The log line for an org that reached beyond its HaloPSA clients; false: the error is none of that kind. */
export function logBreach({ code, message }: ExtensionError, fields: LogFields, logger: Logger): boolean {
  if (code !== 'client_not_allowed') return false;
  const event = { code, security_event: code, reason: message };
  logger.warn('an organization reached beyond its HaloPSA clients', { ...fields, ...event });
  return true;
}
