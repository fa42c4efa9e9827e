import type { HttpReply } from '../http/exchange.ts';
import { isRecord, parseJson } from '../json.ts';

/** A refusal of an AWS service, in the shape of the AWS SDK's own errors: `name` is what the service's API calls it. */
export class AwsError extends Error {
  readonly $metadata: { httpStatusCode: number };
  /** How long the service asks to wait before the next attempt. */
  readonly retryAfterMs: number | undefined;
  /** There never is one. The SDK's judges of errors, in to-retry-info.ts, take no `unknown`, which it is in Error. */
  declare readonly cause: undefined;

  constructor(name: string, httpStatusCode: number, message: string, retryAfterMs?: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode };
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * What a reply that is no success says. Its name stands in the body; where a proxy answered, nowhere.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
 */
export function toAwsError({ status, headers, text }: HttpReply): AwsError {
  const body = parseJson(text);
  const { __type, code, message, Message } = isRecord(body) ? body : {};
  const name = [headers['x-amzn-errortype'], __type, code].find(isText) ?? '';
  const said = firstLine([message, Message].find(isText) ?? `AWS answered with status ${status}.`);
  const requestId = headers['x-amzn-requestid'];
  return new AwsError(
    withoutNamespace(name) || 'UnnamedError',
    status,
    requestId === undefined ? said : `${said} (request ${requestId})`,
    toMs(headers['x-amz-retry-after']),
  );
}

const toMs = (text = '') => (/^\d+$/.test(text) ? Number(text) : undefined);

const isText = (value: unknown): value is string => typeof value === 'string';

/** `com.amazonaws.dynamodb.v20120810#ThrottlingException:http://…` is a `ThrottlingException`. */
const withoutNamespace = (name: string) => name.split(':', 1)[0]?.split('#').at(-1);

/** Where a signature does not fit, the lines below repeat what was signed: the role's session token is in it. */
const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
