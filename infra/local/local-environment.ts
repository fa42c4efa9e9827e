import type { LocalFunction } from './template.ts';

export interface LocalEndpoints {
  secretsManagerUrl: string;
  dynamodbUrl: string;
  kmsUrl: string;
  oid: string;
  /** A HaloPSA that isn't the simulator. */
  halopsaUrl?: string;
}

/** A function's environment on this machine: as deployed, but for where its services are and for what plain HTTP may go to. */
export function localEnvironment(
  { environment }: Pick<LocalFunction, 'environment'>,
  { secretsManagerUrl, dynamodbUrl, kmsUrl, oid, halopsaUrl }: LocalEndpoints,
): Record<string, string> {
  // Whoever names a host at the command line is the operator who lists it; `infra/config.ts` has no entry for a trial.
  const listedHosts = [environment.ALLOWED_HALO_HOSTS, halopsaUrl && new URL(halopsaUrl).hostname].filter(Boolean);
  return {
    ...environment,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManagerUrl,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
    AWS_ENDPOINT_URL_KMS: kmsUrl,
    ALLOW_LOOPBACK_HTTP: 'true',
    ALLOWED_HALO_HOSTS: listedHosts.join(','),
    DEFAULT_OID: oid,
    // The budget protects a HaloPSA that people work in; a trial or a test would run into it within seconds.
    HALO_CALLS_PER_5_MINUTES: '0',
    // Nobody reads CloudWatch's metric lines out of a terminal.
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}
