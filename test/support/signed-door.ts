import { buffer } from 'node:stream/consumers';
import { startHttpServer, type TestServer } from './http-server.ts';
import { type SigningKey, signatureFault } from './sigv4.ts';

/**
 * What API Gateway's IAM authorizer is to a deployed stage, before the local gateway: a call whose signature is right goes on as it is,
 * another is refused in API Gateway's words.
 * @param refusals told why, since the caller is not
 */
export function startSignedDoor(gatewayUrl: string, key: SigningKey, refusals: string[]): Promise<TestServer> {
  return startHttpServer(async (request, response) => {
    const { method = '', url: target = '' } = request;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = await buffer(request);
    const fault = signatureFault({ method, target, headers, body }, key);
    if (fault !== undefined) {
      refusals.push(fault);
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"Forbidden"}');
      return;
    }
    const { host: _, connection: __, 'content-length': ___, ...onward } = headers;
    const reply = await fetch(new URL(target, gatewayUrl), { method, headers: onward, body });
    const type = reply.headers.get('content-type') ?? '';
    response.writeHead(reply.status, { 'content-type': type }).end(Buffer.from(await reply.arrayBuffer()));
  });
}
