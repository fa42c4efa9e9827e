import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { LOCAL_REGION } from '../local/template/cloudformation.ts';
import { toOperatorError } from './to-operator-error.ts';

export interface SecretStore {
  /** The secret's text; undefined where there is no such secret, or it has no text. */
  read(name: string): Promise<string | undefined>;
  /** Makes it the current version, and the secret where there is none; the version before stays in AWS as AWSPREVIOUS. */
  write(name: string, text: string): Promise<void>;
  close(): void;
}

/** An endpoint on this machine checks no signature; what the SDK insists on is made up for it. */
const LOCAL: SecretsManagerClientConfig = {
  region: LOCAL_REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/** The AWS CLI and the CDK, which deploys, read `AWS_DEFAULT_REGION` too; the SDK does not. Undefined: what a profile says. */
export const regionOf = ({ AWS_REGION, AWS_DEFAULT_REGION }: NodeJS.ProcessEnv): string | undefined =>
  AWS_REGION || AWS_DEFAULT_REGION || undefined;

/**
 * Secrets Manager, with the operator's own credentials, region and endpoint as the AWS SDK finds them. Every member of it throws
 * OperatorError.
 * @param localUrl of an endpoint on this machine, in place of AWS
 */
export function connectSecretsManager(localUrl?: string, env: NodeJS.ProcessEnv = process.env): SecretStore {
  const requestHandler = { connectionTimeout: 5_000, requestTimeout: 10_000 };
  const region = regionOf(env);
  const client = new SecretsManagerClient({
    requestHandler,
    maxAttempts: 3,
    ...(region === undefined ? {} : { region }),
    ...(localUrl === undefined ? {} : { endpoint: localUrl, ...LOCAL }),
  });

  return {
    async read(name) {
      const reply = await orAbsent('GetSecretValue', name, () =>
        client.send(new GetSecretValueCommand({ SecretId: name })),
      );
      return reply?.SecretString;
    },
    async write(name, text) {
      const reply = await orAbsent('PutSecretValue', name, () =>
        client.send(new PutSecretValueCommand({ SecretId: name, SecretString: text })),
      );
      if (reply !== undefined) return;
      await orAbsent('CreateSecret', name, () =>
        client.send(new CreateSecretCommand({ Name: name, SecretString: text })),
      );
    },
    close: () => client.destroy(),
  };
}

/** Undefined where there is no such secret. */
async function orAbsent<T>(operation: string, name: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (thrown) {
    if ((thrown as Error).name === 'ResourceNotFoundException') return undefined;
    throw toOperatorError(thrown, operation, name);
  }
}
