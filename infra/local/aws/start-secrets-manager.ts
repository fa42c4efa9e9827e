import { createServer, type IncomingMessage } from 'node:http';
import { readBody } from '../gateway/read-body.ts';
import { type Listening, listen } from '../listen.ts';
import { createSecretStore, type SecretStore } from './secret-store.ts';
import { SecretsManagerError } from './secrets-manager-error.ts';

/**
 * Secrets Manager's endpoint on the loopback address, as far as the AWS SDK needs it for CreateSecret, PutSecretValue,
 * GetSecretValue and DescribeSecret: AWS JSON 1.1, signatures not verified.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function startSecretsManager(store: SecretStore = createSecretStore()): Promise<Listening> {
  const server = createServer(async (request, response) => {
    const { statusCode, body } = await answer(store, request);
    response.writeHead(statusCode, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  return listen(server);
}

async function answer(store: SecretStore, request: IncomingMessage): Promise<{ statusCode: number; body: object }> {
  try {
    const operation = String(request.headers['x-amz-target']).replace(/^secretsmanager\./, '');
    if (!isOperation(store, operation))
      throw new SecretsManagerError('UnknownOperationException', `The local stack has no operation ${operation}.`);
    const input = JSON.parse(String(await readBody(request)));
    return { statusCode: 200, body: store[operation](input) };
  } catch (error) {
    const code = error instanceof SecretsManagerError ? error.code : 'InvalidRequestException';
    return { statusCode: 400, body: { __type: code, Message: (error as Error).message } };
  }
}

function isOperation(store: SecretStore, name: string): name is keyof SecretStore {
  return Object.hasOwn(store, name);
}
