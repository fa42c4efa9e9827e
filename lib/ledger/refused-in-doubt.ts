import { ExtensionError } from '../errors.ts';

/**
 * A refusal after which HaloPSA could not be asked whether it had written all the same. It is not final: the next delivery asks.
 * @param look why it could not be asked
 */
export const refusedInDoubt = (refusal: ExtensionError, look: ExtensionError): ExtensionError =>
  new ExtensionError(
    'outcome_unknown',
    `${refusal.message} Whether it was written all the same could not be found out: ${look.message}`,
    {
      hint: 'Send it again under the same idempotency key.',
      ...(refusal.halo && { halo: refusal.halo }),
      retryAfterSeconds: look.retryAfterSeconds,
      cause: refusal,
    },
  );
