import { countFailed } from '../action/run/count-failed.ts';
import { ExtensionError } from '../errors.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Counts a failure that nobody foresaw.
 * @throws where the process can't be set up at all. That ends the invocation, which Lambda counts: nothing else could.
 */
export function countUnexpected(thrown: unknown, dependencies: () => Pick<Dependencies, 'metrics'>): void {
  if (!(thrown instanceof ExtensionError)) countFailed('internal', dependencies().metrics);
}
