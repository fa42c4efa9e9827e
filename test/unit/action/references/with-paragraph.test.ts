import { expect, test } from '@jest/globals';
import { withParagraph, withPrevious } from '../../../../lib/action/references/with-paragraph.ts';

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['text', { details: 'a' }, { details: 'a\n\nX' }],
  ['no text', {}, { details: 'X' }],
  ['an empty text', { details: '' }, { details: 'X' }],
  ['HTML', { details_html: '<p>a</p>' }, { details_html: '<p>a</p><p>X</p>' }],
  ['both', { details: 'a', details_html: '<p>a</p>' }, { details: 'a\n\nX', details_html: '<p>a</p><p>X</p>' }],
])('comes to the end of a body of %s', (_, body, expected) => {
  expect(withParagraph({ summary: 's', ...body }, 'X')).toEqual({ summary: 's', ...expected });
});

test('the ticket before is named, where there was one', () => {
  expect(withPrevious({ details: 'a' }, 2884)).toEqual({
    details: 'a\n\nPrevious ticket for the same problem: #2884',
  });
  expect(withPrevious({ details: 'a' }, 0)).toEqual({ details: 'a' });
});
