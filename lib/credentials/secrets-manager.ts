import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ExtensionError } from '../errors.ts';
import type { FetchSecret } from './secret-reader.ts';

/**
 * AccessDenied counts as absent: without a grant, Secrets Manager does not say whether a secret exists. InvalidRequest is its answer
 * for a secret that is scheduled for deletion ("GetSecretValue", Errors): to its readers it is gone already.
 */
const ABSENT = new Set(['ResourceNotFoundException', 'AccessDeniedException', 'InvalidRequestException']);

const TIMEOUTS = { connectionTimeout: 2_000, requestTimeout: 5_000 };

/**
 * AWS Secrets Manager. The SDK, most of a cold start, is loaded with the first secret.
 * @param timeouts in milliseconds, of each of the SDK's attempts
 */
export function createSecretFetcher(timeouts = TIMEOUTS): FetchSecret {
  let client: SecretsManagerClient | undefined;
  return async (name) => {
    const sdk = await import('./secrets-manager-sdk.ts');
    client ??= new sdk.SecretsManagerClient(sdk.clientSettings(timeouts));
    try {
      const reply = await client.send(new sdk.GetSecretValueCommand({ SecretId: name }));
      return reply.SecretString;
    } catch (thrown) {
      if (thrown instanceof Error && ABSENT.has(thrown.name)) return undefined;
      throw new ExtensionError('internal', 'AWS Secrets Manager did not answer.', {
        hint: "Try again; if it persists, look at the function's permissions and its network.",
        cause: thrown,
      });
    }
  };
}
