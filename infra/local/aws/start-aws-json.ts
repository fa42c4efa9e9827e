import { createServer, type IncomingMessage } from 'node:http';
import { readBody } from '../gateway/read-body.ts';
import { type Listening, listen } from '../listen.ts';
import { AwsError } from './aws-error.ts';

export interface AwsJsonService {
  /** What `X-Amz-Target` says before the operation's name: `secretsmanager`, `TrentService`. */
  target: string;
  /** By their names on the wire; each takes the parsed request, gives the reply, and throws AwsError. */
  operations: object;
}

/**
 * An AWS service's endpoint on the loopback address, as far as the functions and the AWS SDK need it: AWS JSON 1.1, signatures not verified.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function startAwsJson(service: AwsJsonService): Promise<Listening> {
  const server = createServer(async (request, response) => {
    const { statusCode, body } = await answer(service, request);
    response.writeHead(statusCode, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  return listen(server);
}

async function answer(
  { target, operations }: AwsJsonService,
  request: IncomingMessage,
): Promise<{ statusCode: number; body: object }> {
  try {
    const name = String(request.headers['x-amz-target']).replace(`${target}.`, '');
    if (!Object.hasOwn(operations, name))
      throw new AwsError('UnknownOperationException', `The local stack has no operation ${name}.`);
    const operation = (operations as Record<string, (input: unknown) => object>)[name];
    return { statusCode: 200, body: operation?.(JSON.parse(String(await readBody(request)))) ?? {} };
  } catch (error) {
    const code = error instanceof AwsError ? error.code : 'InvalidRequestException';
    return { statusCode: 400, body: { __type: code, Message: (error as Error).message } };
  }
}
