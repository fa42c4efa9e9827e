import { expect, test } from '@jest/globals';
import { ExtensionError } from '../../../lib/errors.ts';
import { causeOf } from '../../../lib/observability/cause-of.ts';

const denied = Object.assign(new Error('not authorized to perform: kms:Decrypt'), { name: 'AccessDeniedException' });
const circle = new Error('round');
circle.cause = circle;

test.each<[string, unknown, string | undefined]>([
  [
    'an error of ours of one of AWS’s',
    new ExtensionError('internal', 'no', { cause: denied }),
    'AccessDeniedException: not authorized to perform: kms:Decrypt',
  ],
  [
    'one under another',
    new Error('a', { cause: new TypeError('b', { cause: denied }) }),
    'TypeError: b; of AccessDeniedException: not authorized to perform: kms:Decrypt',
  ],
  ['one of what is no error, which is not repeated', new Error('a', { cause: 'canary' }), 'string'],
  ['one that came of nothing', new Error('a'), undefined],
  ['one whose cause is null', new Error('a', { cause: null }), undefined],
  ['what is no error', 'canary', undefined],
  ['a circle', circle, 'Error: round; of Error: round; of Error: round'],
])('%s', (_, thrown, cause) => {
  expect(causeOf(thrown)).toBe(cause);
});

test('a long message is cut', () => {
  expect(causeOf(new Error('a', { cause: new Error('x'.repeat(9_999)) }))?.length).toBeLessThan(600);
});
