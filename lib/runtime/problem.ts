import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ExtensionError, FAILURES } from '../errors.ts';

/** A failure as a direct caller gets it: `application/problem+json` (RFC 9457) with our extension members. */
export function toProblem(thrown: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  const error = ExtensionError.from(thrown);
  const problem = {
    type: `urn:limacharlie-halopsa:problem:${error.code}`,
    title: FAILURES[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    retriable: error.retriable,
    hint: error.hint,
    errors: error.errors,
    halo: error.halo,
    request_id: requestId,
  };
  return {
    statusCode: error.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(error.retryAfterSeconds) }),
    },
    body: JSON.stringify(problem),
  };
}
