import { OutOfTime } from '../action/run/within-time.ts';

const EARLY_MS = 500;
/** An action that was told by its signal answers within it, with its own name and in the log; what else hangs does not. */
const GRACE_MS = 50;

/** Shortly before Lambda would cut the call off, it is answered as what it is: too late, and where it may have written, of unknown effect. */
export const timeoutOptions = (annotations: { readOnly: boolean }) => ({
  timeoutEarlyInMillis: EARLY_MS,
  timeoutEarlyResponse: () =>
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new OutOfTime(annotations)), GRACE_MS);
    }),
});
