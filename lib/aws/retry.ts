import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { HttpFailure, type HttpFailureKind } from '../http/http-failure.ts';
import type { AwsError } from './aws-error.ts';

export interface FailedAttempt {
  /** From 1. */
  number: number;
  maxAttempts: number;
  reason: AwsError | HttpFailure;
  /** 0 to 1: the jitter, so that many callers do not come back in step. */
  random: number;
}

const PASSING: ReadonlySet<HttpFailureKind> = new Set(['refused', 'reset', 'timeout']);
const BASE_MS = 100;
/** "Later", not "again". */
const THROTTLED_BASE_MS = 500;

/**
 * How long to wait before the next attempt at a call to AWS; undefined: don't. As the AWS SDK's "standard" mode has it, and by its own lists
 * of errors. Whatever is called here may be called twice: a write has a condition that it meets but once, or comes to the same.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function awsRetryDelayMs({ number, maxAttempts, reason, random }: FailedAttempt): number | undefined {
  const baseMs = baseOf(reason);
  if (number >= maxAttempts || baseMs === undefined) return undefined;
  return Math.floor(random * baseMs * 2 ** (number - 1));
}

function baseOf(reason: FailedAttempt['reason']): number | undefined {
  if (reason instanceof HttpFailure) return PASSING.has(reason.kind) ? BASE_MS : undefined;
  if (isThrottlingError(reason)) return THROTTLED_BASE_MS;
  return isTransientError(reason) ? BASE_MS : undefined;
}
