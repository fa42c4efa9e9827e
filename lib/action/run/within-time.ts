import { ExtensionError } from '../../errors.ts';

/** The answer to a call that Lambda is about to cut off. */
export class OutOfTime extends ExtensionError {
  constructor({ readOnly }: { readOnly: boolean }) {
    if (readOnly) super('halo_timeout', 'The time for this call ran out.', { hint: 'Try it again.' });
    else
      super('outcome_unknown', 'The time for this call ran out.', {
        hint: 'Look in HaloPSA whether it was done, or send it again under the same idempotency key.',
      });
  }
}

/**
 * What `work` comes to, unless the delivery is broken off before. The work may go on then, as long as the process does, and whatever it waits for;
 * nobody learns of its end any more.
 * @throws OutOfTime, and what `work` throws
 */
export async function withinTime<T>(
  work: Promise<T>,
  annotations: { readOnly: boolean },
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return work;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(new OutOfTime(annotations));
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
