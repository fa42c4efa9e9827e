import { describe, expect, test } from '@jest/globals';
import { type ErrorCode, ExtensionError, FAILURES } from '../../../lib/errors.ts';
import { toProblem } from '../../../lib/runtime/problem.ts';

const problemOf = (thrown: unknown) => {
  const { body, ...rest } = toProblem(thrown, 'req-1');
  return { ...rest, problem: JSON.parse(body ?? '') };
};

describe('every failure is a problem document of RFC 9457', () => {
  test.each(Object.keys(FAILURES) as ErrorCode[])('%s', (code) => {
    const { status, title, retriable } = FAILURES[code];
    expect(problemOf(new ExtensionError(code, 'Why.', { hint: 'Do.' }))).toEqual({
      statusCode: status,
      headers: { 'content-type': 'application/problem+json' },
      problem: {
        type: `urn:limacharlie-halopsa:problem:${code}`,
        title,
        status,
        detail: 'Why.',
        code,
        retriable,
        hint: 'Do.',
        request_id: 'req-1',
      },
    });
  });
});

test('wrong fields and HaloPSA’s answer are members of it', () => {
  const errors = [{ field: 'summary', expected: 'a string', received: 'nothing' }];
  const halo = { status: 400, message: 'no' };
  expect(problemOf(new ExtensionError('halo_rejected', 'Why.', { errors, halo })).problem).toMatchObject({
    errors,
    halo,
  });
});

test('a wait is said in Retry-After', () => {
  const { headers } = problemOf(new ExtensionError('rate_limited', 'Why.', { retryAfterSeconds: 30 }));
  expect(headers).toMatchObject({ 'retry-after': '30' });
});

test.each([new TypeError('canary'), 'canary', undefined, { canary: 1 }])(
  'what nobody foresaw (%p) goes out without detail',
  (thrown) => {
    const answer = problemOf(thrown);
    expect(answer).toMatchObject({ statusCode: 500, problem: { code: 'internal', retriable: true } });
    expect(JSON.stringify(answer)).not.toContain('canary');
  },
);
