export interface GatewayResponse {
  statusCode: number;
  /** A list where a header is sent more than once. */
  headers: Record<string, string | string[]>;
  body: Buffer;
}

type Json = Record<string, unknown>;

/**
 * Reads a function's reply as payload format 2.0 does: an object with `statusCode` is a response; any other JSON value is the
 * body of a 200.
 *
 * @param payload the JSON text that the function returned
 * @returns API Gateway's own 500 for a reply that it can't read
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toResponse(payload: string): GatewayResponse {
  const reply = parse(payload);
  if (reply === undefined) return GATEWAY_RESPONSE.functionFailed;
  if (!isObject(reply) || !('statusCode' in reply)) {
    const body = typeof reply === 'string' ? reply : JSON.stringify(reply);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = reply;
  const isReadable =
    Number.isInteger(statusCode) &&
    Number(statusCode) >= 100 &&
    Number(statusCode) <= 599 &&
    isObject(headers) &&
    Array.isArray(cookies) &&
    typeof body === 'string';
  if (!isReadable) return GATEWAY_RESPONSE.functionFailed;
  return {
    statusCode: Number(statusCode),
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      ...(cookies.length > 0 ? { 'set-cookie': cookies.map(String) } : {}),
    },
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

const says = (statusCode: number, message: string): GatewayResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * What API Gateway itself answers. HTTP APIs say 500 to a function that failed, ran into its own timeout or answered nonsense, and
 * 503 where the integration's limit is reached first.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
 * @see https://github.com/serverless/serverless/issues/11222
 */
export const GATEWAY_RESPONSE = {
  notFound: says(404, 'Not Found'),
  payloadTooLarge: says(413, 'Request Entity Too Large'),
  functionFailed: says(500, 'Internal Server Error'),
  integrationTimedOut: says(503, 'Service Unavailable'),
};

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
