import { describe, expect, test } from '@jest/globals';
import { AwsError } from '../../../lib/aws/aws-error.ts';
import { awsRetryDelayMs } from '../../../lib/aws/retry.ts';
import { HttpFailure, type HttpFailureKind } from '../../../lib/http/http-failure.ts';

const error = (name: string, status = 400) => new AwsError(name, status, 'no');
const failure = (kind: HttpFailureKind) => new HttpFailure(kind, true, 'no');
const first = { number: 1, maxAttempts: 3, random: 1 };

describe('tried again is', () => {
  test.each([
    ['a connection that was refused', failure('refused'), 100],
    ['one that broke', failure('reset'), 100],
    ['silence', failure('timeout'), 100],
    ['a server that failed', error('InternalServerError', 500), 100],
    ['a load balancer in front of it', error('UnnamedError', 502), 100],
    ['a service that is away', error('ServiceUnavailable', 503), 100],
    ['one that was too slow for its load balancer', error('UnnamedError', 504), 100],
    ['a request that came too slowly', error('RequestTimeoutException'), 100],
    ['throttling', error('ThrottlingException'), 500],
    ['a table that is used too much', error('ProvisionedThroughputExceededException'), 500],
    ['an account that is used too much', error('RequestLimitExceeded'), 500],
    ['429', error('UnnamedError', 429), 500],
  ])('%s', (_, reason, delayMs) => {
    expect(awsRetryDelayMs({ ...first, reason })).toBe(delayMs);
  });
});

describe('final is', () => {
  test.each([
    ['a condition that was not met', error('ConditionalCheckFailedException')],
    ['a right that is missing', error('AccessDeniedException')],
    ['what does not exist', error('ResourceNotFoundException')],
    ['a request that is wrong', error('ValidationException')],
    ['a ciphertext of another key', error('IncorrectKeyException')],
    ['an address that is refused', failure('blocked')],
    ['a certificate that is', failure('certificate')],
    ['a reply beyond all measure', failure('too_large')],
    ['a reply that is no JSON', new AwsError('UnreadableReply', 200, 'no')],
  ])('%s', (_, reason) => {
    expect(awsRetryDelayMs({ ...first, reason })).toBeUndefined();
  });

  test('the last attempt', () => {
    expect(awsRetryDelayMs({ ...first, number: 3, reason: failure('reset') })).toBeUndefined();
    expect(awsRetryDelayMs({ ...first, number: 2, reason: failure('reset') })).toBeDefined();
  });
});

test.each([
  [1, 1, 100],
  [2, 1, 200],
  [3, 1, 400],
  [2, 0.5, 100],
  [2, 0, 0],
])('after attempt %i, with chance at %d, the wait is %i ms', (number, random, delayMs) => {
  expect(awsRetryDelayMs({ number, maxAttempts: 9, random, reason: failure('reset') })).toBe(delayMs);
});
