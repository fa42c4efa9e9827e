import { describe, expect, test } from '@jest/globals';
import { toTable } from '../../../lib/reference/markdown-table.ts';

describe('toTable', () => {
  test('writes a header, a rule and the rows', () => {
    expect(toTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
  });

  test('keeps a cell with a bar or a line break in one cell', () => {
    expect(toTable(['a'], [['x|y\n  z']])).toContain('| x\\|y z |');
  });
});
