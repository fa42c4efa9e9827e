import type { GetSecretValueRequest, GetSecretValueResponse } from '@aws-sdk/client-secrets-manager';
import { createAwsJson } from '../aws/aws-json.ts';
import { ExtensionError } from '../errors.ts';
import type { FetchSecret } from './secret-reader.ts';

const SECRETS_MANAGER = {
  name: 'secretsmanager',
  endpointVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  target: 'secretsmanager',
  jsonVersion: '1.1',
} as const;

/** InvalidRequest is the answer for a secret that is scheduled for deletion ("GetSecretValue", Errors): to its readers it is gone already. */
const ABSENT = new Set(['ResourceNotFoundException', 'InvalidRequestException']);

const TIMEOUTS = { connectTimeoutMs: 2_000, attemptTimeoutMs: 5_000 };

/** AWS Secrets Manager. */
export function createSecretFetcher(options = TIMEOUTS): FetchSecret {
  const secretsManager = createAwsJson(SECRETS_MANAGER, options);
  return async (SecretId) => {
    try {
      const input = { SecretId } satisfies GetSecretValueRequest;
      return (await secretsManager<GetSecretValueResponse>('GetSecretValue', input)).SecretString;
    } catch (thrown) {
      if (thrown instanceof Error && (ABSENT.has(thrown.name) || isUngranted(thrown, SecretId))) return undefined;
      throw new ExtensionError('internal', 'AWS Secrets Manager did not answer.', {
        hint: "Try again; if it persists, look at the function's permissions and its network.",
        cause: thrown,
      });
    }
  };
}

/**
 * Without a grant, Secrets Manager does not say whether a secret exists, and an organization that has none of its own has no grant either. The
 * other secrets are always there and granted, and a key is granted with its secret: a denial of these is a fault that passes.
 */
const isUngranted = ({ name, message }: Error, secretId: string): boolean =>
  name === 'AccessDeniedException' && secretId.includes('/orgs/') && !/\bKMS\b/.test(message);
