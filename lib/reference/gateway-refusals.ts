import type { JsonSchema } from './json-schema.ts';

/**
 * What API Gateway itself answers in the function's place, by status: its message, and why it comes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
 * API Gateway itself would take 10 MB, but hands a call on as JSON, of which Lambda takes 6:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const GATEWAY_REFUSALS: Readonly<Record<number, { message: string; why: string }>> = {
  401: { message: 'Unauthorized', why: 'the bearer token is missing, expired or not of the configured issuer' },
  403: {
    message: 'Forbidden',
    why: 'the call is not signed, its signature is wrong, or its principal may not make it',
  },
  413: {
    message: 'Request Entity Too Large',
    why: 'as JSON for Lambda the call is larger than 6 MB; each quotation mark of the body counts twice there',
  },
  429: { message: 'Too Many Requests', why: "the calls exceed the stage's throttle" },
  500: { message: 'Internal Server Error', why: 'the function broke off without an answer' },
  503: {
    message: 'Service Unavailable',
    why: 'the function did not answer within 30 seconds, or no more of it may run at once',
  },
};

export const gatewayRefusalSchema: JsonSchema = {
  type: 'object',
  description: 'A refusal by API Gateway, which no function saw.',
  properties: { message: { type: 'string', description: 'A few fixed words.' } },
  required: ['message'],
};

/** The content of a response of this status that API Gateway may give; undefined where it gives none. */
export function gatewayContent(status: number) {
  const refusal = GATEWAY_REFUSALS[status];
  if (refusal === undefined) return undefined;
  return {
    'application/json': {
      schema: { $ref: '#/components/schemas/gateway_refusal' },
      examples: { api_gateway: { summary: refusal.why, value: { message: refusal.message } } },
    },
  };
}
