import { describe, expect, test } from '@jest/globals';
import { printable } from '../../../../../infra/doctor/render/printable.ts';
import { createStyle } from '../../../../../infra/doctor/render/style.ts';
import { summaryOf } from '../../../../../infra/doctor/render/summary.ts';
import { tableEnd, tableLine } from '../../../../../infra/doctor/render/table.ts';
import { wrap } from '../../../../../infra/doctor/render/wrap.ts';
import { fail, ok, warn } from '../../../../../lib/checks/judgement.ts';
import { REPORT } from './report.ts';

const plain = createStyle(false);

describe('a line of the table', () => {
  test('has the mark, the name and the finding', () => {
    expect(tableLine({ name: 'token', ...ok('It is accepted.') }, plain)).toBe(
      '✓ token                It is accepted.',
    );
  });

  test.each([
    [fail('internal', 'Broken.', 'Mend it.'), '✗'],
    [warn('Odd.', 'Mend it.'), '!'],
  ])('has below it what to do (%j)', (judgement, mark) => {
    const [line, remedy] = tableLine({ name: 'token', ...judgement }, plain).split('\n');
    expect(line?.startsWith(`${mark} token`)).toBe(true);
    expect(remedy).toBe(`${' '.repeat(23)}→ Mend it.`);
  });

  test('is coloured on a terminal alone', () => {
    const check = { name: 'token', ...fail('internal', 'Broken.', 'Mend it.') };
    expect(tableLine(check, createStyle(true))).toContain('\u001b[31m✗\u001b[39m');
    expect(tableLine(check, plain)).not.toContain('\u001b');
  });

  test('is not moved about by control characters in foreign text', () => {
    const line = tableLine({ name: 'agent', ...ok('Sam\u001b[2J\r\nOkoro\u202e') }, plain);
    expect(line).toContain('Sam [2J Okoro ');
    expect(printable('a\u2028b\u0000c')).toBe('a b c');
  });
});

describe('long texts', () => {
  test.each([
    ['a word on each line', 'one two three', 3, 'one\n  two\n  three'],
    ['as many as fit', 'one two three', 7, 'one two\n  three'],
    ['a word that is longer than a line as it is', 'https://example.com/ here', 5, 'https://example.com/\n  here'],
    ['nothing', '', 5, ''],
  ])('are broken at blanks: %s', (_, text, width, lines) => {
    expect(wrap(text, width, '  ')).toBe(lines);
  });
});

test('the end of the table has the matrix, what it shows, what is left over, and the sum', () => {
  expect(tableEnd(REPORT, plain)).toBe(
    [
      '',
      '              edit:         read:',
      '              tickets  all  actions',
      'token         200      200  400',
      'GET /Tickets  200      200  ·',
      'GET /Site     403      200  ·',
      '',
      '· `read:actions`: no token.',
      '',
      'Left in HaloPSA:',
      '  ticket 2884  https://acme.halopsa.com/tickets?id=2884  HaloPSA answered 403',
      '',
      '1 problem, 1 warning.',
    ].join('\n'),
  );
});

describe('the sum', () => {
  const broken = fail('internal', 'x', 'y');
  test.each([
    [[ok('x')], undefined, 'All is well.'],
    [[ok('x'), warn('x', 'y')], undefined, 'All is well, with 1 warning.'],
    [[broken, broken, warn('x', 'y'), warn('x', 'y')], undefined, '2 problems, 2 warnings.'],
    [[broken], true, 'Ended before it was done: 1 problem.'],
  ])('of %j (interrupted: %j)', (judgements, interrupted, sentence) => {
    const checks = judgements.map((judgement) => ({ name: 'x', ...judgement }));
    expect(summaryOf({ command: 'check', ok: false, checks, ...(interrupted && { interrupted }) })).toBe(sentence);
  });
});
