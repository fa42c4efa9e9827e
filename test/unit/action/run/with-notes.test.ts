import { describe, expect, test } from '@jest/globals';
import { withNotes } from '../../../../lib/action/run/with-notes.ts';
import { ExtensionError } from '../../../../lib/errors.ts';

const NOTE = 'The input `detials` is not known and was ignored.';

describe('a failure with notes', () => {
  test('says them before what to do, and stays the same otherwise', () => {
    const errors = [{ field: 'summary', expected: 'a string', received: '[]' }];
    const halo = { status: 400, message: 'Details is a mandatory field' };
    const failure = new ExtensionError('halo_rejected', 'why', { hint: 'Correct it.', errors, halo });
    expect(withNotes(failure, [NOTE, 'More.'])).toMatchObject({
      ...{ code: 'halo_rejected', message: 'why', errors, halo, cause: failure },
      hint: `${NOTE} More. Correct it.`,
    });
  });

  test('needs no hint of its own', () => {
    expect(withNotes(new ExtensionError('not_found', 'why'), [NOTE])).toMatchObject({ hint: NOTE });
  });
});

test.each([
  ['that is retriable', new ExtensionError('halo_timeout', 'why', { retryAfterSeconds: 5 }), [NOTE]],
  ['without notes', new ExtensionError('not_found', 'why'), []],
  ['that is none of ours', new TypeError('why'), [NOTE]],
])('a failure %s stays itself', (_, thrown, notes) => {
  expect(withNotes(thrown, notes)).toBe(thrown);
});
