import { describe, expect, test } from '@jest/globals';
import { type ErrorCode, ExtensionError, FAILURES } from '../../lib/errors.ts';

/** The documented consequences: HTTP status for a direct caller, and whether LimaCharlie shall deliver again. */
const DOCUMENTED: [ErrorCode, number, boolean][] = [
  ['invalid_input', 400, false],
  ['unknown_action', 404, false],
  ['org_not_configured', 403, false],
  ['client_not_allowed', 403, false],
  ['credentials_invalid', 502, false],
  ['scope_missing', 502, false],
  ['not_found', 404, false],
  ['ambiguous', 409, false],
  ['halo_rejected', 422, false],
  ['rate_limited', 429, true],
  ['halo_unavailable', 503, true],
  ['halo_timeout', 504, true],
  ['outcome_unknown', 504, true],
  ['internal', 500, true],
];

test.each(DOCUMENTED)('%s is %i for a direct caller; retriable: %s', (code, status, retriable) => {
  expect(new ExtensionError(code, 'why')).toMatchObject({ code, status, retriable, message: 'why' });
});

test('no code is undocumented', () => {
  expect(Object.keys(FAILURES).sort()).toEqual(DOCUMENTED.map(([code]) => code).sort());
});

describe('texts of an error are redacted, whoever wrote them', () => {
  const error = new ExtensionError('halo_rejected', 'said topsecret', {
    hint: 'do not send topsecret',
    halo: { status: 400, message: 'topsecret is wrong' },
    errors: [{ field: 'extra', expected: 'an object', received: '"client_secret=abc topsecret"' }],
    secrets: ['topsecret'],
  });

  test.each([
    ['message', error.message],
    ['hint', error.hint],
    ["HaloPSA's words", error.halo?.message],
    ['received values', error.errors?.[0]?.received],
  ])('in its %s', (_, text) => {
    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/topsecret|=abc/);
  });

  test('and its stack repeats the clean message only', () => {
    expect(error.stack).not.toContain('topsecret');
  });
});

describe('anything thrown becomes one of ours', () => {
  test('one of ours stays itself', () => {
    const error = new ExtensionError('not_found', 'no such ticket');
    expect(ExtensionError.from(error)).toBe(error);
  });

  test.each([[new TypeError('x is not a function')], ['text'], [undefined], [null], [{ code: 'not_found' }]])(
    '%p is internal, and its text tells nothing of the cause',
    (thrown) => {
      const error = ExtensionError.from(thrown);
      expect(error).toMatchObject({ code: 'internal', status: 500, retriable: true, cause: thrown });
      expect(error.message).toBe('An unexpected error occurred.');
      expect(error.hint).toContain('request id');
    },
  );
});

test('how long to wait is kept in seconds', () => {
  expect(new ExtensionError('rate_limited', 'slow down', { retryAfterSeconds: 7 }).retryAfterSeconds).toBe(7);
});
