import { isThrottlingError, isTransientError, type StandardRetryStrategy } from '@smithy/core/retry';
import { HttpFailure, type HttpFailureKind } from '../http/http-failure.ts';
import type { AwsError } from './aws-error.ts';

type RetryInfo = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>[1];

const PASSING: ReadonlySet<HttpFailureKind> = new Set(['refused', 'reset', 'timeout']);

/**
 * What an attempt's failure is to the AWS SDK's retry strategy, by the SDK's own lists of errors. Whatever is called here may be called twice:
 * a write has a condition that it meets but once, or comes to the same.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function toRetryInfo(failure: AwsError | HttpFailure, nowMs: number): RetryInfo {
  if (failure instanceof HttpFailure) return { errorType: PASSING.has(failure.kind) ? 'TRANSIENT' : 'CLIENT_ERROR' };
  const { retryAfterMs } = failure;
  const hint = retryAfterMs === undefined ? {} : { retryAfterHint: new Date(nowMs + retryAfterMs) };
  if (isThrottlingError(failure)) return { errorType: 'THROTTLING', ...hint };
  return { errorType: isTransientError(failure) ? 'TRANSIENT' : 'CLIENT_ERROR', ...hint };
}
