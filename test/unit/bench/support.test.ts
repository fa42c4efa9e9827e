import { describe, expect, test } from '@jest/globals';
import { parseOptions } from '../../../bench/options.ts';
import type { Row } from '../../../bench/row.ts';
import { kilobytes, milliseconds, number } from '../../../bench/support/format.ts';
import { atLeast, atMost, exactly } from '../../../bench/support/goals.ts';
import { RESULTS_MARK, renderReport, withResults } from '../../../bench/support/report.ts';
import { quantile, spreadOf } from '../../../bench/support/statistics.ts';

describe('a quantile', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  test.each([
    [0.5, 50],
    [0.25, 25],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('%d of 1 to 100 is %d, in whatever order they come', (share, expected) => {
    expect(quantile(oneToHundred, share)).toBe(expected);
  });

  test('of one value is that value', () => expect(quantile([7], 0.99)).toBe(7));
  test('of nothing is not a number', () => expect(quantile([], 0.5)).toBeNaN());
  test('leaves the sample as it was', () => {
    const sample = [3, 1, 2];
    expect(spreadOf(sample)).toEqual({ median: 2, q1: 1, q3: 3, p99: 3 });
    expect(sample).toEqual([3, 1, 2]);
  });
});

describe('a goal', () => {
  test.each([
    { value: 0.6, met: true, failed: false },
    { value: 0.61, met: false, failed: false },
    { value: 0.75, met: false, failed: false },
    { value: 0.76, met: false, failed: true },
    { value: Number.NaN, met: false, failed: true },
  ])('of at most 0.6 with 25 % of room: $value', ({ value, met, failed }) => {
    expect(atMost(value, 0.6, { room: 0.25 })).toEqual({ text: '≤ 0.6', met, failed });
  });

  test('without room never fails the run', () => {
    expect(atMost(99, 2, { unit: 'ms' })).toEqual({ text: '≤ 2 ms', met: false, failed: false });
    expect(atLeast(0.5, 0.9)).toEqual({ text: '≥ 0.9', met: false, failed: false });
    expect(atLeast(0.9, 0.9)).toMatchObject({ met: true });
  });

  test('for a count knows no noise', () => {
    expect(exactly(1, 1)).toEqual({ text: '= 1', met: true, failed: false });
    expect(exactly(2, 1)).toEqual({ text: '= 1', met: false, failed: true });
  });
});

describe('figures are written', () => {
  test.each([
    [1234.5, '1235'],
    [12.345, '12.3'],
    [1.2345, '1.23'],
    [-0.5, '-0.50'],
  ])('%d as %s', (value, text) => expect(number(value)).toBe(text));

  test('with their noise', () => {
    expect(milliseconds({ median: 1.5, q1: 1, q3: 20.25, p99: 99 })).toBe('1.50 ms (1.00 to 20.3)');
    expect(kilobytes(1_301_377)).toBe('1301 kB');
  });
});

describe('the options', () => {
  const rows = [row('warm', true), row('memory', false)];
  const namesOf = (...args: string[]) => parseOptions(args, rows).rows.map(({ name }) => name);

  test('run everything by default, and with --quick what CI has time for', () => {
    expect(namesOf()).toEqual(['warm', 'memory']);
    expect(namesOf('--quick')).toEqual(['warm']);
    expect(parseOptions(['--quick'], rows).quick).toBe(true);
  });

  test('run the rows that --only names, also those that CI has no time for', () => {
    expect(namesOf('--only', 'memory')).toEqual(['memory']);
    expect(namesOf('--quick', '--only', 'memory')).toEqual(['memory']);
  });

  test.each([
    [['--only', 'nothing'], '--only takes one of warm, memory, not "nothing".'],
    [['--fast'], "Unknown option '--fast'; the options are --quick and --only <row>."],
  ])('%j is one clear sentence', (args, sentence) => {
    expect(() => parseOptions(args, rows)).toThrow(sentence);
  });
});

describe('the report', () => {
  const machine = { processor: 'CPU', cores: 2, memoryGb: 8, system: 'OS', node: 'v24', load: 0.25 };
  const startedAtMs = Date.UTC(2026, 10, 24, 12, 30);
  const report = (...figures: Parameters<typeof renderReport>[0]['rows'][number]['figures']) =>
    renderReport({ machine, startedAtMs, command: 'npm run bench', rows: [{ row: { title: 'Title' }, figures }] });

  test('says where, when and how it was measured', () => {
    const text = report();
    expect(text).toContain('- CPU, 2 cores, 8 GB, OS, Node v24');
    expect(text).toContain('- 2026-11-24 12:30 UTC, load 0.3 at the start');
    expect(text).toContain('- `npm run bench`');
    expect(text).toContain('## Missed goals\n\nNone.');
  });

  test('names a missed goal at the top and in its table', () => {
    const missed = { what: 'a', figure: '3 ms', against: 'b 1 ms', ratio: 3, goal: atMost(3, 2.5) };
    const met = { what: 'c', figure: '1 ms', against: '', goal: atMost(1, 2) };
    const text = report(missed, met);
    expect(text).toContain('## Missed goals\n\n- Title. a: 3 ms, ratio 3.00, goal ≤ 2.5\n\n## Title');
    expect(text).toContain('| a | 3 ms | b 1 ms | 3.00 | ≤ 2.5 | **missed** |');
    expect(text).toContain('| c | 1 ms |  |  | ≤ 2 | met |');
  });

  test('takes the place of the last one and leaves the prose', () => {
    const page = `# Performance\n\nProse.\n\n${RESULTS_MARK}\n\nold\n`;
    const expected = `# Performance\n\nProse.\n\n${RESULTS_MARK}\n\nnew\n`;
    expect(withResults(page, 'new\n')).toBe(expected);
    expect(withResults('# Performance\n\nProse.\n', 'new')).toBe(expected);
  });
});

function row(name: string, inQuick: boolean): Row {
  return { name, title: name, inQuick, measure: async () => [] };
}
