import { type ErrorCode, ExtensionError } from '../../errors.ts';
import type { HaloCall } from '../../halopsa/api.ts';
import { mayHaveWritten } from './may-have-written.ts';

/** After these a caller wonders what became of the action. The others say it, or can't know. */
const OPEN_CODES = new Set<ErrorCode>(['rate_limited', 'halo_unavailable', 'halo_timeout', 'halo_rejected']);

/**
 * A failure that says of the whole run that it wrote nothing, where that is so. A call that fails knows nothing of those before it, one of which
 * may have created what the next one was to use.
 */
export function sayNothingWritten(thrown: unknown, calls: readonly HaloCall[]): unknown {
  if (!(thrown instanceof ExtensionError) || thrown.leavesDoubt || !OPEN_CODES.has(thrown.code)) return thrown;
  if (mayHaveWritten(calls)) return thrown;
  return thrown.reworded({ hint: [thrown.hint, 'Nothing was written.'].filter(Boolean).join(' ') });
}
