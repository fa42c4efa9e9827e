import { countFailed } from '../action/run/count-failed.ts';
import { ExtensionError } from '../errors.ts';
import { causeOf } from '../observability/cause-of.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { isSigned } from './signature.ts';

/** A signature that doesn't fit may be one under a secret that was just rotated in, so the secret is read once more. */
export async function isAuthentic(
  body: Buffer,
  signature: string,
  { extensionSecret, logger, metrics }: ExtensionDeps,
): Promise<boolean> {
  for (const refresh of [false, true]) {
    const secret = await extensionSecret(refresh).catch((error) => {
      logger.error('the extension secret is unusable', {
        code: error.code,
        reason: error.message,
        cause: causeOf(error),
      });
      countFailed(error.code, metrics);
      throw new ExtensionError('internal', "The extension's shared secret is not set up yet.", { cause: error });
    });
    const secrets = [secret.shared_secret, secret.previous_shared_secret].filter((one) => one !== undefined);
    if (isSigned(body, signature, secrets)) return true;
  }
  logger.warn('a message with a wrong signature was refused', { code: 'wrong_signature' });
  metrics.put({ dimensions: {}, values: { refused_signatures: 1 } });
  return false;
}
