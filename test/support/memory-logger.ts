import type { LogFields, Logger } from '../../lib/observability/logger.ts';

export interface LogRecord extends LogFields {
  level: string;
  message: string;
}

/** Keeps what is logged, before any formatter: what must not be logged must not even get here. */
export function createMemoryLogger(): Logger & { records: LogRecord[] } {
  const records: LogRecord[] = [];
  const keep =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      records.push({ ...fields, level, message });
    };
  return { records, debug: keep('DEBUG'), info: keep('INFO'), warn: keep('WARN'), error: keep('ERROR') };
}
