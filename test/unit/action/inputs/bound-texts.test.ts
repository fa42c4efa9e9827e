import { describe, expect, test } from '@jest/globals';
import { boundTexts } from '../../../../lib/action/inputs/bound-texts.ts';

const LIMIT_BYTES = 200_000;

describe.each(['details', 'note', 'details_html', 'note_html'])('`%s`', (name) => {
  const bounded = (text: string) => String(boundTexts({ [name]: text })[name]);

  test('of the limit stays as it is', () => {
    expect(bounded('x'.repeat(LIMIT_BYTES))).toBe('x'.repeat(LIMIT_BYTES));
  });

  test.each(['x', 'ä', '🦊', '\uFEFF'])('of more %j than that is cut between two of them', (character) => {
    for (const before of ['', 'y', 'yy', 'yyy']) {
      const text = bounded(before + character.repeat(LIMIT_BYTES));
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMIT_BYTES);
      expect(text.slice(0, text.indexOf('\n')).replaceAll(character, '')).toBe(before);
    }
  });

  test('is cut the same way each time', () => {
    const text = 'ä'.repeat(LIMIT_BYTES);
    expect(bounded(text)).toBe(bounded(text));
    expect(bounded(bounded(text))).toBe(bounded(text));
  });
});

test.each(['summary', 'customfields', 'team'])('`%s` is no body, and stays as it is', (name) => {
  expect(boundTexts({ [name]: 'x'.repeat(250_000) })).toEqual({ [name]: 'x'.repeat(250_000) });
});

test('only what was cut is warned of', () => {
  const warnings: string[] = [];
  boundTexts({ details: 'x'.repeat(250_000), details_html: 'x' }, (message) => warnings.push(message));
  expect(warnings).toEqual(['`details` was cut: it had more than 200000 bytes.']);
});
