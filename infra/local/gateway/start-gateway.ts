import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { InvocationOutcome } from '../lambda/invocation-outcome.ts';
import { type Listening, listen } from '../listen.ts';
import type { LocalRoute } from '../template.ts';
import { matchRoute } from './match-route.ts';
import { readBody } from './read-body.ts';
import { splitTarget, toEvent } from './to-event.ts';
import { GATEWAY_RESPONSE, type GatewayResponse, toResponse } from './to-response.ts';

/**
 * Runs a function. Never rejects.
 *
 * @param signal aborted when nobody waits for the answer any longer: a call that has not begun need not begin
 */
export type Invoke = (functionLogicalId: string, event: unknown, signal: AbortSignal) => Promise<InvocationOutcome>;

/**
 * An HTTP API on the loopback address, without throttling. Routes under the IAM authorizer are open: see `signerOf`.
 *
 * @param port 0 takes any free one
 * @throws Node's own error (`EADDRINUSE`, `EACCES`) when the port can't be had
 */
export function startGateway(routes: LocalRoute[], invoke: Invoke, port = 0): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(routes, invoke, request)
      .then((reply) => send(response, reply))
      // A client that left, or a header of the function's that HTTP can't carry.
      .catch(() => send(response, GATEWAY_RESPONSE.functionFailed));
  });
  return listen(server, port);
}

async function answer(routes: LocalRoute[], invoke: Invoke, request: IncomingMessage): Promise<GatewayResponse> {
  const { method = 'GET', url: target = '/' } = request;
  const receivedAtMs = Date.now();
  const body = await readBody(request);
  if (!body) return GATEWAY_RESPONSE.payloadTooLarge;
  const match = matchRoute(routes, method, splitTarget(target).path);
  if (!match) return GATEWAY_RESPONSE.notFound;
  const event = toEvent(
    {
      method,
      target,
      rawHeaders: request.rawHeaders,
      body,
      httpVersion: request.httpVersion,
      sourceIp: request.socket.remoteAddress ?? '',
      port: request.socket.localPort ?? 0,
      requestId: randomUUID(),
      receivedAtMs,
    },
    match,
  );
  return withinLimit(match.route.integrationTimeoutMs, async (signal) => {
    const outcome = await invoke(match.route.functionLogicalId, event, signal);
    if (outcome.kind === 'too_large') return GATEWAY_RESPONSE.payloadTooLarge;
    return outcome.kind === 'reply' ? toResponse(outcome.payload) : GATEWAY_RESPONSE.functionFailed;
  });
}

async function withinLimit(
  limitMs: number,
  run: (signal: AbortSignal) => Promise<GatewayResponse>,
): Promise<GatewayResponse> {
  const limit = new AbortController();
  const { promise: timedOut, resolve } = Promise.withResolvers<GatewayResponse>();
  const timer = setTimeout(() => {
    limit.abort();
    resolve(GATEWAY_RESPONSE.integrationTimedOut);
  }, limitMs);
  try {
    return await Promise.race([run(limit.signal), timedOut]);
  } finally {
    clearTimeout(timer);
  }
}

function send(response: ServerResponse, { statusCode, headers, body }: GatewayResponse): void {
  response.writeHead(statusCode, { ...headers, 'content-length': body.length, 'apigw-requestid': randomUUID() });
  response.end(body);
}
