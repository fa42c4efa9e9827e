import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as shared from '../../../../lib/action/inputs/shared-fields.ts';

test.each([
  [1, 1, 0],
  [100, 100, 0],
  [101, 100, 1],
  [1_000_000, 100, 1],
])('a page size of %i becomes %i, with %i warnings', (wanted, size, warnings) => {
  const said: string[] = [];
  expect(shared.clampPageSize(wanted, (message) => said.push(message))).toBe(size);
  expect(said).toHaveLength(warnings);
});

test('the warning names the size that was asked for', () => {
  const said: string[] = [];
  shared.clampPageSize(500, (message) => said.push(message));
  expect(said[0]).toContain('500');
});

test.each([
  ['page_size', shared.pageSize(), 0],
  ['page_size', shared.pageSize(), -1],
  ['page_no', shared.pageNo(), 0],
])('%s can not be %#', (_, schema, raw) => {
  expect(v.safeParse(schema, raw).success).toBe(false);
});

test('what replaces a list says so in its description', () => {
  expect(v.getDescription(shared.assetIds(' Replaces it.'))).toMatch(/ Replaces it\.$/);
});
