import { ExtensionError } from '../errors.ts';
import type { ConnectionReport } from './run-checks.ts';

/**
 * For who can be told only that it works or why it doesn't.
 * @throws ExtensionError with every failed check's finding and remedy, under the first one's code
 */
export function requireSound({ checks }: ConnectionReport): void {
  const failed = checks.filter(({ status }) => status === 'fail');
  if (failed.length === 0) return;
  const findings = failed.map(({ finding }) => (finding.endsWith('.') ? finding : `${finding}.`));
  const remedies = new Set(failed.map(({ remedy }) => remedy ?? '').filter(Boolean));
  throw new ExtensionError(failed[0]?.code ?? 'internal', findings.join(' '), { hint: [...remedies].join(' ') });
}
