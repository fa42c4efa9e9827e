import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

export interface TestRequest {
  path: string;
  routeKey?: string;
  headers?: Record<string, string>;
  pathParameters?: Record<string, string>;
  body?: string | Buffer;
}

/** An HTTP API event, payload format 2.0; a binary body arrives base64-encoded, as behind API Gateway. */
export function lambdaEvent({
  path,
  routeKey = `POST ${path}`,
  headers = {},
  pathParameters,
  body,
}: TestRequest): APIGatewayProxyEventV2 {
  const isBinary = Buffer.isBuffer(body);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'test.invalid',
      domainPrefix: 'test',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: '01/Jan/1970:00:00:00 +0000',
      timeEpoch: 0,
    },
    ...(pathParameters && { pathParameters }),
    ...(body !== undefined && { body: isBinary ? body.toString('base64') : body }),
    isBase64Encoded: isBinary,
  };
}

export function lambdaContext(remainingMs = 29_000): Context {
  return {
    awsRequestId: randomUUID(),
    functionName: 'test',
    getRemainingTimeInMillis: () => remainingMs,
  } as Context;
}
