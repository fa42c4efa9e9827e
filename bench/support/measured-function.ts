import { LEDGER_TABLE } from '../../infra/local/aws/ledger-table.ts';
import type { LocalFunction } from '../../infra/local/template.ts';
import { OID, SECRET_PREFIX } from '../services/settings.ts';
import type { ServiceUrls } from '../services/start-services.ts';

/** A bundle as a Lambda of a stack that has the bench's services. Memory and timeout are the stack's defaults. */
export function measuredFunction(name: string, codeDir: string, services: ServiceUrls): LocalFunction {
  return {
    logicalId: name,
    name,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    codeDir,
    handler: 'index.handler',
    memoryMb: 1024,
    timeoutMs: 29_000,
    logging: { format: 'JSON', level: 'INFO' },
    environment: {
      SECRET_PREFIX,
      ORG_SECRET_OIDS: '',
      DEFAULT_OID: OID,
      ALLOWED_HALO_HOSTS: '',
      ALLOW_LOOPBACK_HTTP: 'true',
      LEDGER_TABLE: LEDGER_TABLE.name,
      LEDGER_RETENTION_HOURS: '24',
      // The budget protects a HaloPSA that people work in; 10,000 calls would wait for it.
      HALO_CALLS_PER_5_MINUTES: '0',
      LOG_LEVEL: 'INFO',
      POWERTOOLS_SERVICE_NAME: 'bench',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: services.secretsManagerUrl,
      AWS_ENDPOINT_URL_DYNAMODB: services.dynamodbUrl,
      AWS_ENDPOINT_URL_KMS: services.kmsUrl,
    },
  };
}
