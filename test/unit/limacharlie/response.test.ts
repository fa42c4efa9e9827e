import { describe, expect, test } from '@jest/globals';
import { type ErrorCode, type ErrorDetails, ExtensionError, FAILURES } from '../../../lib/errors.ts';
import { failed, failedWith, succeeded } from '../../../lib/limacharlie/response.ts';

test('a success is 200 with its data', () => {
  expect(succeeded({ id: 1 })).toEqual({ status: 200, body: { version: 20221218, data: { id: 1 } } });
});

describe('whether LimaCharlie tries again is always said, and the status says the same', () => {
  test.each([
    [true, 500],
    [false, 400],
  ])('retriable %j: %i', (retriable, status) => {
    expect(failed('no', retriable)).toEqual({ status, body: { version: 20221218, error: 'no', retriable } });
  });

  test.each(Object.keys(FAILURES) as ErrorCode[])('%s', (code) => {
    const { retriable } = FAILURES[code];
    expect(failedWith('it', new ExtensionError(code, 'no'))).toMatchObject({
      status: retriable ? 500 : 400,
      body: { retriable },
    });
  });

  test('where the caller knows better, it decides', () => {
    expect(failedWith('it', new ExtensionError('halo_timeout', 'no'), false)).toMatchObject({ status: 400 });
  });
});

test('a failure is what failed, its code, its cause, the wait and the remedy', () => {
  const error = new ExtensionError('rate_limited', 'HaloPSA says no.', {
    hint: 'Send it later.',
    retryAfterSeconds: 7,
  });
  expect(failedWith('create_ticket', error).body).toMatchObject({
    error: 'create_ticket failed (rate_limited): HaloPSA says no. Retry after 7 seconds. Send it later.',
  });
});

test.each<[string, string, ErrorDetails, string]>([
  ['HaloPSA’s words', 'HaloPSA answered 500: oops', { hint: 'Look there.' }, 'HaloPSA answered 500: oops. Look there.'],
  ['a sentence', 'No such ticket.', { hint: 'Check it' }, 'No such ticket. Check it.'],
  ['a question', 'Really?', { hint: 'Did you mean `id`?' }, 'Really? Did you mean `id`?'],
  ['words that were cut', 'HaloPSA said: a long…', { hint: 'Look there.' }, 'HaloPSA said: a long… Look there.'],
  ['a quoted sentence', 'HaloPSA said "No."', {}, 'HaloPSA said "No."'],
  ['words without a hint', 'oops ', {}, 'oops.'],
  [
    'a hint that says the wait',
    'The limit is reached.',
    { hint: 'Send it again in 15 seconds.', retryAfterSeconds: 15 },
    'The limit is reached. Send it again in 15 seconds.',
  ],
  [
    'a hint that says another',
    'Slow down.',
    { hint: 'It may take 15 seconds.', retryAfterSeconds: 5 },
    'Slow down. Retry after 5 seconds. It may take 15 seconds.',
  ],
])('%s ends once, and the wait is said once', (_, message, details, said) => {
  expect(failedWith('it', new ExtensionError('rate_limited', message, details)).body).toMatchObject({
    error: `it failed (rate_limited): ${said}`,
  });
});
