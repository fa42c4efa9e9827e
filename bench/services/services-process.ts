import { once } from 'node:events';
import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import { createSecretStore } from '../../infra/local/aws/secret-store.ts';
import { startDynamoDb } from '../../infra/local/aws/start-dynamodb.ts';
import { startKms } from '../../infra/local/aws/start-kms.ts';
import { startSecretsManager } from '../../infra/local/aws/start-secrets-manager.ts';
import {
  SIMULATOR_CREDENTIALS,
  type SimulatorOptions,
  startHaloSimulator,
} from '../../infra/local/halopsa-simulator/index.ts';
import { localSecrets } from '../../infra/local/local-secrets.ts';
import { OID, SECRET_PREFIX, SHARED_SECRET, TOKEN_KEY_ARN } from './settings.ts';
import type { ServiceUrls } from './start-services.ts';

/** HaloPSA, Secrets Manager, DynamoDB and KMS in a process of their own, so that what they do is not on the measured process's time. */
const [options] = (await once(process, 'message')) as [SimulatorOptions];
const simulator = await startHaloSimulator(options);
const store = createSecretStore();
const secrets = localSecrets({
  prefix: SECRET_PREFIX,
  sharedSecret: SHARED_SECRET,
  oid: OID,
  halo: { instance_url: simulator.url, ...SIMULATOR_CREDENTIALS, allowed_oids: ['*'] },
});
for (const [Name, SecretString] of Object.entries(secrets)) store.CreateSecret({ Name, SecretString });
const secretsManager = await startSecretsManager(store);
const dynamodb = await startDynamoDb([LEDGER_TABLE]);
const kms = await startKms([TOKEN_KEY_ARN]);

process.on('disconnect', () => process.exit(0));
process.send?.({
  halopsaUrl: simulator.url,
  secretsManagerUrl: secretsManager.url,
  dynamodbUrl: dynamodb.url,
  kmsUrl: kms.url,
} satisfies ServiceUrls);
