import { type ErrorCode, ExtensionError } from '../errors.ts';

export const SAME_KEY_HINT = 'Send it again under the same idempotency key.';

/** What somebody else is at, or what may still arrive, is over in seconds. */
const RETRY_AFTER_SECONDS = 5;

interface ComeAgainOptions {
  code?: ErrorCode;
  hint?: string;
}

/** Nothing failed, but this delivery can't wait any longer. */
export const comeAgain = (message: string, { code = 'halo_timeout', hint = SAME_KEY_HINT }: ComeAgainOptions = {}) =>
  new ExtensionError(code, message, { hint, retryAfterSeconds: RETRY_AFTER_SECONDS });
