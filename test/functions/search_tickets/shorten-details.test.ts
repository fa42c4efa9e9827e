import { describe, expect, test } from '@jest/globals';
import { shortenDetails } from '../../../functions/search_tickets/shorten-details.ts';

function shorten(...rows: Record<string, unknown>[]) {
  const warnings: string[] = [];
  const [row = { id: 0 }] = shortenDetails(
    rows.map((one) => ({ id: 1, ...one })),
    (warning) => warnings.push(warning),
  );
  return { row, warnings };
}

const LONG = 'x'.repeat(2_000);
const LONG_HTML = `<p>${LONG}</p>`;
const cut = expect.stringContaining('The text was cut here');

describe('of a row that shows its body as HTML', () => {
  test('a copy is left out before the text is cut, since two cut texts no longer tell', () => {
    const { row, warnings } = shorten({ details: LONG, details_html: LONG_HTML });
    expect(row).toEqual({ id: 1, details: cut });
    expect(warnings).toHaveLength(1);
  });

  test('a copy that is long by its tags alone makes no text a long one', () => {
    const { row, warnings } = shorten({ details: 'x', details_html: `<p>x</p>${'<br>'.repeat(1_000)}` });
    expect(row).toEqual({ id: 1, details: 'x' });
    expect(warnings).toEqual([]);
  });

  test.each([
    ['alone', {}],
    ['beside a text of its own', { details: 'short' }],
  ])('HTML %s is cut too', (_, more) => {
    const { row, warnings } = shorten({ ...more, details_html: LONG_HTML });
    expect(row).toEqual({ id: 1, ...more, details_html: cut });
    expect(warnings).toEqual([expect.stringContaining('of 1 tickets')]);
  });
});

test.each([
  ['x'.repeat(1_500), false],
  ['x'.repeat(1_501), true],
  ['ü'.repeat(750), false],
  ['ü'.repeat(751), true],
])('a text is long by its bytes', (details, isLong) => {
  const { row, warnings } = shorten({ details });
  expect(row.details === details).toBe(!isLong);
  expect(warnings).toHaveLength(isLong ? 1 : 0);
});
