import { describe, expect, test } from '@jest/globals';
import { toAwsError } from '../../../lib/aws/aws-error.ts';

const reply = (text: string, headers = {}) => ({ status: 400, headers, text });

describe('the name of a refusal', () => {
  test.each([
    ['as Secrets Manager and KMS give it', '{"__type":"ThrottlingException"}', {}],
    ['in the namespace of DynamoDB', '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}', {}],
    ['with an address behind it', '{"__type":"ThrottlingException:http://internal.amazon.com/coral/"}', {}],
    ['as `code`', '{"code":"ThrottlingException"}', {}],
    ['in a header', '', { 'x-amzn-errortype': 'ThrottlingException' }],
  ])('%s', (_, text, headers) => {
    expect(toAwsError(reply(text, headers)).name).toBe('ThrottlingException');
  });

  test.each(['', '<html>', '[]', 'null', '{}', '{"__type":5}', '{"__type":""}'])('is none in %p', (text) => {
    expect(toAwsError(reply(text))).toMatchObject({
      name: 'UnnamedError',
      message: 'AWS answered with status 400.',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

test.each(['message', 'Message'])('its text is the `%s`', (name) => {
  expect(toAwsError(reply(JSON.stringify({ __type: 'X', [name]: 'no right' }))).message).toBe('no right');
});

test('what AWS needs to look it up goes with the text, and how long it asks to wait beside it', () => {
  const headers = { 'x-amzn-requestid': 'V2QH', 'x-amz-retry-after': '1500' };
  const error = toAwsError(reply('{"__type":"ThrottlingException","message":"Slower."}', headers));
  expect(error).toMatchObject({ message: 'Slower. (request V2QH)', retryAfterMs: 1_500 });
});

test.each(['', '-1', 'soon', '1.5'])('a wish that is no number of milliseconds (%p) is none', (wish) => {
  expect(toAwsError(reply('', { 'x-amz-retry-after': wish })).retryAfterMs).toBeUndefined();
});

test('the session token stays out of it, although AWS repeats what was signed', () => {
  const message = [
    'The request signature we calculated does not match the signature you provided.',
    '',
    'The Canonical String for this request should have been',
    "'POST\n/\n\nhost:kms.us-east-1.amazonaws.com\nx-amz-security-token:canary-token\n'",
  ].join('\n');
  const error = toAwsError(reply(JSON.stringify({ __type: 'InvalidSignatureException', message })));
  expect(error.message).toBe('The request signature we calculated does not match the signature you provided.');
  expect(JSON.stringify(error)).not.toContain('canary');
});
