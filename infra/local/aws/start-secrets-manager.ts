import type { Listening } from '../listen.ts';
import { createSecretStore, type SecretStore } from './secret-store.ts';
import { startAwsJson } from './start-aws-json.ts';

/** Secrets Manager's endpoint, with CreateSecret, PutSecretValue, GetSecretValue and DescribeSecret. */
export const startSecretsManager = (store: SecretStore = createSecretStore()): Promise<Listening> =>
  startAwsJson({ target: 'secretsmanager', operations: store });
