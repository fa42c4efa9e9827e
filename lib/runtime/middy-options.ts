import { ExtensionError } from '../errors.ts';

const EARLY_MS = 500;

/** Shortly before Lambda would cut the call off, it is answered as what it is: too late, and where it may have written, of unknown effect. */
export const timeoutOptions = ({ readOnly }: { readOnly: boolean }) => ({
  timeoutEarlyInMillis: EARLY_MS,
  timeoutEarlyResponse: () => {
    if (readOnly)
      throw new ExtensionError('halo_timeout', 'The time for this call ran out.', { hint: 'Try it again.' });
    throw new ExtensionError('outcome_unknown', 'The time for this call ran out.', {
      hint: 'Look in HaloPSA whether it was done, or send it again under the same idempotency key.',
    });
  },
});
