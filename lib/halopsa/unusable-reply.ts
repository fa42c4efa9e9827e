import { type ErrorDetails, ExtensionError } from '../errors.ts';
import { OUTCOME_UNKNOWN_HINT } from './reply-hint.ts';

/** HaloPSA took the call and answered with what nothing can be made of: a write may be done all the same. */
export const unusableReply = (kind: 'read' | 'write', message: string, details: ErrorDetails = {}): ExtensionError =>
  kind === 'write'
    ? new ExtensionError('outcome_unknown', message, { ...details, hint: OUTCOME_UNKNOWN_HINT })
    : new ExtensionError('halo_unavailable', message, {
        ...details,
        hint: 'Check `instance_url` in the secret; if it is right, send it again later.',
      });
