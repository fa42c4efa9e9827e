import type { ExtensionSecret } from '../../lib/credentials/schemas.ts';
import { OperatorError } from '../operator-error.ts';

/**
 * The old shared secret becomes the previous one, which counts beside the new one until the rotation is ended.
 * @throws OperatorError where that would lose a secret that LimaCharlie may still sign with, or change nothing
 */
export function rotate(current: ExtensionSecret | undefined, next: ExtensionSecret): ExtensionSecret {
  if (current === undefined)
    throw new OperatorError('There is no shared secret to rotate yet; set it without --rotate.');
  // An empty one counts as none, as to the functions.
  if (current.previous_shared_secret?.trim())
    throw new OperatorError('A rotation is under way; end it with --end-rotation before the next one.');
  if (next.previous_shared_secret !== undefined)
    throw new OperatorError('With --rotate, give `shared_secret` alone; the one that is there becomes the previous.');
  if (next.shared_secret === current.shared_secret)
    throw new OperatorError('That is the shared secret that is there already; a rotation needs a new one.');
  return { shared_secret: next.shared_secret, previous_shared_secret: current.shared_secret };
}

/** Without the previous shared secret. @throws OperatorError where there is no shared secret at all */
export function endRotation(current: ExtensionSecret | undefined): ExtensionSecret {
  if (current === undefined) throw new OperatorError('There is no shared secret yet; set it first.');
  return { shared_secret: current.shared_secret };
}
