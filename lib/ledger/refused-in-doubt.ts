import { type ErrorCode, ExtensionError } from '../errors.ts';
import { SAME_KEY_HINT } from './come-again.ts';

/** A look that fails otherwise may fail the next time, too: then the words of a rule, which HaloPSA checks before it writes, are what helps. */
const PASSING: readonly ErrorCode[] = ['halo_unavailable', 'halo_timeout', 'rate_limited', 'internal', 'not_found'];

/**
 * What becomes of a refusal after which HaloPSA could not be asked whether it had written all the same. Undefined: it is final. Else the next
 * delivery asks.
 * @param look why it could not be asked
 */
export function refusedInDoubt(refusal: ExtensionError, look: ExtensionError): ExtensionError | undefined {
  if (refusal.retriable || (refusal.code === 'halo_rejected' && !PASSING.includes(look.code))) return undefined;
  return new ExtensionError(
    'outcome_unknown',
    // HaloPSA's own words often come at the end, without a full stop.
    `${refusal.message.replace(/\.$/, '')}; whether it was written all the same could not be found out: ${look.message}`,
    {
      hint: SAME_KEY_HINT,
      ...(refusal.halo && { halo: refusal.halo }),
      retryAfterSeconds: look.retryAfterSeconds,
      cause: refusal,
    },
  );
}
