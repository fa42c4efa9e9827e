/** What the credentials use of the SDK. Loaded as a whole, the SDK's index brings the descriptions of all its commands. */
export { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
export { clientSettings } from '../aws/client-settings.ts';
