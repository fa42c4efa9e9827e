import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { traceId } from '../lambda/trace-id.ts';
import { LOCAL_ACCOUNT_ID } from '../template/cloudformation.ts';
import { isBinaryBody } from './is-binary-body.ts';
import type { RouteMatch } from './match-route.ts';
import { signerOf } from './signer-of.ts';

/** A request as it came over the wire, and what the gateway itself knows of it. */
export interface GatewayRequest {
  method: string;
  /** The request target: path and query as sent. */
  target: string;
  /** Names and values in turn, as sent: node:http's `rawHeaders`. */
  rawHeaders: string[];
  body: Buffer;
  httpVersion: string;
  sourceIp: string;
  /** The port that the client connected to. */
  port: number;
  requestId: string;
  receivedAtMs: number;
}

const API_ID = 'local';

/**
 * Writes a request as the event of payload format 2.0. A member that format 2.0 leaves out where there is nothing to say (`body`,
 * `cookies`, `pathParameters`, `queryStringParameters`) is left out here.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toEvent(request: GatewayRequest, { route, pathParameters }: RouteMatch): APIGatewayProxyEventV2 {
  const { path, query } = splitTarget(request.target);
  const { cookie, ...headers } = combineHeaders(request.rawHeaders);
  const routeKey = `${route.method} ${route.path}`;
  const domainName = headers.host ?? `${API_ID}.execute-api.localhost`;
  const isBase64Encoded = request.body.length > 0 && isBinaryBody(headers);
  const requestContext = {
    accountId: LOCAL_ACCOUNT_ID,
    apiId: API_ID,
    ...(route.authorizer === 'AWS_IAM' ? signerOf(headers.authorization) : {}),
    domainName,
    domainPrefix: domainName.split('.')[0] ?? domainName,
    http: {
      method: request.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.sourceIp,
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: request.requestId,
    routeKey,
    stage: '$default',
    time: toCommonLogTime(request.receivedAtMs),
    timeEpoch: request.receivedAtMs,
  };
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; ?/) }),
    headers: {
      ...headers,
      'x-amzn-trace-id': traceId(request.requestId),
      'x-forwarded-for': request.sourceIp,
      'x-forwarded-port': String(request.port),
      'x-forwarded-proto': 'http',
    },
    ...(query === '' ? {} : { queryStringParameters: combineQuery(query) }),
    requestContext,
    ...(pathParameters ? { pathParameters } : {}),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** Lower-case names; values of a name that comes more than once joined by commas, cookies by semicolons (RFC 6265, 5.4). */
function combineHeaders(rawHeaders: string[]): Record<string, string> {
  const combined: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const separator = name === 'cookie' ? '; ' : ',';
    combined[name] = name in combined ? `${combined[name]}${separator}${value}` : value;
  }
  return combined;
}

function combineQuery(query: string): Record<string, string> {
  const combined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    combined[name] = name in combined ? `${combined[name]},${value}` : value;
  return combined;
}

/** `12/Mar/2020:19:03:58 +0000` */
function toCommonLogTime(epochMs: number): string {
  const [, day, month, year, time] = new Date(epochMs).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
