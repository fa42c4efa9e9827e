import { describe, expect, test } from '@jest/globals';
import { AwsError } from '../../../lib/aws/aws-error.ts';
import { toRetryInfo } from '../../../lib/aws/to-retry-info.ts';
import { HttpFailure, type HttpFailureKind } from '../../../lib/http/http-failure.ts';

const error = (name: string, status = 400) => new AwsError(name, status, 'no');
const failure = (kind: HttpFailureKind) => new HttpFailure(kind, true, 'no');

describe('passing is', () => {
  test.each([
    ['a connection that was refused', failure('refused')],
    ['one that broke', failure('reset')],
    ['silence', failure('timeout')],
    ['a server that failed', error('InternalServerError', 500)],
    ['a load balancer in front of it', error('UnnamedError', 502)],
    ['a service that is away', error('ServiceUnavailable', 503)],
    ['one that was too slow for its load balancer', error('UnnamedError', 504)],
    ['a request that came too slowly', error('RequestTimeoutException')],
  ])('%s', (_, reason) => {
    expect(toRetryInfo(reason, 0)).toEqual({ errorType: 'TRANSIENT' });
  });
});

describe('to be taken slower is', () => {
  test.each([
    ['what is throttled', error('ThrottlingException')],
    ['a table that is used too much', error('ProvisionedThroughputExceededException')],
    ['an account that is used too much', error('RequestLimitExceeded')],
    ['429', error('UnnamedError', 429)],
  ])('%s', (_, reason) => {
    expect(toRetryInfo(reason, 0)).toEqual({ errorType: 'THROTTLING' });
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
    expect(toRetryInfo(reason, 0)).toEqual({ errorType: 'CLIENT_ERROR' });
  });
});

test('a service that says for how long is believed', () => {
  const reason = new AwsError('ServiceUnavailable', 503, 'no', 1_500);
  expect(toRetryInfo(reason, 500)).toEqual({ errorType: 'TRANSIENT', retryAfterHint: new Date(2_000) });
});
