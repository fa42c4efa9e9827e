import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../gateway/read-body.ts';
import { listen } from '../listen.ts';
import type { InvocationOutcome } from './invocation-outcome.ts';
import { MAX_PAYLOAD_BYTES } from './max-payload-bytes.ts';
import { traceId } from './trace-id.ts';

export interface Invocation {
  requestId: string;
  /** JSON text. */
  event: string;
  deadlineMs: number;
}

export interface RuntimeApi {
  /** `127.0.0.1:<port>`: the value of AWS_LAMBDA_RUNTIME_API. */
  address: string;
  /** True at the runtime's first call for an invocation, false when it reports that it can't start. */
  initialised: Promise<boolean>;
  /** Hands one invocation to the runtime. One at a time; settles only with the runtime's answer. */
  run(invocation: Invocation): Promise<InvocationOutcome>;
  close(): Promise<void>;
}

/**
 * Lambda's side of the Runtime API, for one runtime process.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const initialised = Promise.withResolvers<boolean>();
  let current: { invocation: Invocation; settle(outcome: InvocationOutcome): void } | undefined;
  let poll: ServerResponse | undefined;

  const handOver = () => {
    if (!poll || !current) return;
    const { requestId, deadlineMs, event } = current.invocation;
    poll.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': deadlineMs,
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': traceId(requestId),
    });
    poll.end(event);
    poll = undefined;
  };

  const settle = (requestId: string, outcome: InvocationOutcome): boolean => {
    if (current?.invocation.requestId !== requestId) return false;
    current.settle(outcome);
    current = undefined;
    return true;
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/2018-06-01/runtime/', '');
    if (path === 'invocation/next') {
      poll = response;
      initialised.resolve(true);
      return handOver();
    }
    const body = await readBody(request, MAX_PAYLOAD_BYTES);
    if (path === 'init/error') {
      initialised.resolve(false);
      return accept(response);
    }
    const [, requestId = '', verdict] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const isReply = verdict === 'response' && body !== undefined;
    const outcome: InvocationOutcome = isReply ? { kind: 'reply', payload: body.toString() } : { kind: 'failed' };
    if (!settle(requestId, outcome)) return refuse(response, 400, 'InvalidRequestID');
    return body ? accept(response) : refuse(response, 413, 'RequestEntityTooLarge');
  }

  const server = createServer((request, response) => {
    // The runtime was killed while it was sending.
    serve(request, response).catch(() => response.destroy());
  });
  const { url, close } = await listen(server);
  return {
    address: url.replace('http://', ''),
    initialised: initialised.promise,
    run(invocation) {
      const { promise, resolve } = Promise.withResolvers<InvocationOutcome>();
      current = { invocation, settle: resolve };
      handOver();
      return promise;
    },
    close,
  };
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
}

function refuse(response: ServerResponse, statusCode: number, errorType: string): void {
  response.writeHead(statusCode, { 'content-type': 'application/json' }).end(JSON.stringify({ errorType }));
}
