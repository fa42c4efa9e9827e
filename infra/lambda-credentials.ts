import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the AWS SDK's chain of credential providers in the functions' bundles. Lambda hands a function its role's credentials by
 * environment variables and no other way; the chain's other links (files, SSO, STS, instance metadata) are 100 kB of what can't happen.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const defaultProvider = () => fromEnv();
