/** Where the name of a region begins like this, the domain that its services are in. Every other one is in amazonaws.com. */
const DOMAINS: readonly (readonly [start: string, domain: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
];

/**
 * A service's address in a region, unless the environment names another: for this service (`AWS_ENDPOINT_URL_KMS`), or for all.
 *
 * @param service as it is called in its host name: `dynamodb`, `kms`, `secretsmanager`
 * @param endpointVariable the one for this service
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOf(service: string, endpointVariable: string, region: string, env: NodeJS.ProcessEnv): URL {
  const named = env[endpointVariable] || env.AWS_ENDPOINT_URL;
  const [, domain] = DOMAINS.find(([start]) => region.startsWith(start)) ?? ['', 'amazonaws.com'];
  return new URL(named || `https://${service}.${region}.${domain}`);
}
