import { expect, test } from '@jest/globals';
import { warnOfCutPage } from '../../../lib/action/warn-of-cut-page.ts';

const rowsTo = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));

test.each<[string, number, number, number, number, string[]]>([
  ['a page that was cut', 50, 122, 1, 100, ['ask for `page_size` 50']],
  ['a whole page', 100, 122, 1, 100, []],
  ['the last page', 22, 122, 2, 100, []],
  ['all there is', 5, 5, 1, 100, []],
  ['a page beyond the last', 0, 122, 9, 100, []],
])('%s: %i rows of %i, page %i of size %i', (_, rows, recordCount, pageNo, pageSize, parts) => {
  const warnings: string[] = [];
  warnOfCutPage({ rows: rowsTo(rows), recordCount }, { page_no: pageNo, page_size: pageSize }, (text) =>
    warnings.push(text),
  );
  expect(warnings).toEqual(parts.map((part) => expect.stringContaining(part)));
});

test('a row that can not be read is said to be left out, and is no sign of a page that was cut', () => {
  const warnings: string[] = [];
  const page = { rows: rowsTo(1), recordCount: 2, unreadable: 1 };
  warnOfCutPage(page, { page_no: 1, page_size: 50 }, (text) => warnings.push(text));
  expect(warnings).toEqual(['HaloPSA gave 1 rows without an id on this page; they were left out.']);
});

test('a total that HaloPSA did not give is said to be that of the page', () => {
  const warnings: string[] = [];
  const page = { rows: rowsTo(20), recordCount: 20, isUncounted: true };
  warnOfCutPage(page, { page_no: 1, page_size: 50 }, (text) => warnings.push(text));
  expect(warnings).toEqual([expect.stringContaining('no count of all matches')]);
});
