import { expect, test } from '@jest/globals';
import { oneLine } from '../../../../lib/action/inputs/one-line.ts';

test.each([
  ['as it is', 'as it is'],
  ['Größe 🦊 שלום', 'Größe 🦊 שלום'],
  ['a\nb\r\nc\td\0e\u2028f\u2029g\u0085h', 'a b c d e f g h'],
  [' \n a \t', 'a'],
  ['Bad\u202Efdp.exe', 'Bad\\u202efdp.exe'],
  ['\u202A\u202B\u202C\u202D\u202E', '\\u202a\\u202b\\u202c\\u202d\\u202e'],
  ['\u2066\u2067\u2068\u2069', '\\u2066\\u2067\\u2068\\u2069'],
  ['\u200E\u200F\u061C', '\\u200e\\u200f\\u061c'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
])('%j is %j in one line', (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test('a line is one already', () => {
  const line = oneLine(' a\n\u202Eb ');
  expect(oneLine(line)).toBe(line);
});
