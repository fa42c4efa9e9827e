import { causeOf } from './cause-of.ts';

/** Where a failure that nobody foresaw was thrown, and what it came of: for the log alone. */
export const originOf = (thrown: unknown): { stack: string | undefined; cause: string | undefined } => ({
  stack: thrown instanceof Error ? thrown.stack : String(thrown),
  cause: causeOf(thrown),
});
