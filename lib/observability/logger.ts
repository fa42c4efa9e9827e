import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import type { LogLevel } from '@aws-lambda-powertools/logger/types';
import { RedactingFormatter } from './redacting-formatter.ts';

/** Facts about a delivery: ids, codes, counts and timings. Never the text of a ticket or a note. */
export type LogFields = Record<string, string | number | boolean | undefined | readonly (string | number)[]>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** JSON lines, warnings and errors on standard error (Lambda logs both); every string in them is redacted by the formatter, whoever logs it. */
export function createLogger(options: { level: string; serviceName: string }): Logger {
  const logger = new PowertoolsLogger({
    logLevel: options.level as LogLevel,
    serviceName: options.serviceName,
    logFormatter: new RedactingFormatter(),
  });
  return {
    debug: (message, fields = {}) => logger.debug(message, fields),
    info: (message, fields = {}) => logger.info(message, fields),
    warn: (message, fields = {}) => logger.warn(message, fields),
    error: (message, fields = {}) => logger.error(message, fields),
  };
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
