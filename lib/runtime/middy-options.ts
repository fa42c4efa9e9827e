import { ExtensionError } from '../errors.ts';

/** Shortly before Lambda would cut the call off, it is answered as what it is: too late, and of unknown effect. */
export const timeoutOptions = {
  timeoutEarlyInMillis: 500,
  timeoutEarlyResponse: () => {
    throw new ExtensionError('outcome_unknown', 'The time for this call ran out.', {
      hint: 'Look in HaloPSA whether it was done, or send it again under the same idempotency key.',
    });
  },
};
