import { describe, expect, test } from '@jest/globals';
import { readAwsEnvironment } from '../../../lib/aws/environment.ts';

const LAMBDA = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};
const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

test("a Lambda's environment says who calls and where", () => {
  expect(readAwsEnvironment(LAMBDA)).toEqual({ region: 'eu-central-1', credentials, maxAttempts: undefined });
});

test.each([undefined, ''])('without a session token (%p) the keys are lasting ones', (AWS_SESSION_TOKEN) => {
  const { accessKeyId, secretAccessKey } = credentials;
  expect(readAwsEnvironment({ ...LAMBDA, AWS_SESSION_TOKEN }).credentials).toEqual({ accessKeyId, secretAccessKey });
});

test('the attempts at each call can be set', () => {
  expect(readAwsEnvironment({ ...LAMBDA, AWS_MAX_ATTEMPTS: '5' }).maxAttempts).toBe(5);
});

test.each(['', '0', '1.5', 'many', '-1'])('%p attempts are as many as usual', (AWS_MAX_ATTEMPTS) => {
  expect(readAwsEnvironment({ ...LAMBDA, AWS_MAX_ATTEMPTS }).maxAttempts).toBeUndefined();
});

describe('refused is', () => {
  test.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('an environment without %s', (name) => {
    expect(() => readAwsEnvironment({ ...LAMBDA, [name]: undefined })).toThrow(name);
  });
});

test('what is refused names no value: they are secrets', () => {
  expect(() => readAwsEnvironment({ ...LAMBDA, AWS_REGION: undefined })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  );
});
