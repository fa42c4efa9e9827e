import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { toResponseObject } from '../../../lib/limacharlie/response-elements.ts';

test('a result is described with what is nested in it; nothing in it is required', () => {
  const row = v.looseObject({
    id: v.pipe(v.number(), v.integer(), v.description('The number.')),
    name: v.optional(v.string()),
  });
  const { fields, requirements } = toResponseObject({
    count: v.pipe(v.number(), v.integer()),
    rows: v.optional(v.array(row)),
    row,
    made: v.boolean(),
    defaults: v.optional(v.record(v.string(), v.unknown())),
    any: v.unknown(),
    lines: v.array(v.string()),
  });
  const types = Object.entries(fields).map(([name, { data_type, is_list, display_index }]) => [
    name,
    data_type,
    is_list,
    display_index,
  ]);
  expect(types).toEqual([
    ['count', 'integer', false, 1],
    ['rows', 'object', true, 2],
    ['row', 'object', false, 3],
    ['made', 'bool', false, 4],
    ['defaults', 'json', false, 5],
    ['any', 'json', false, 6],
    ['lines', 'string', true, 7],
  ]);
  expect(requirements).toEqual([]);
  expect(fields.rows).toMatchObject({
    object: { fields: { id: { label: 'id', description: 'The number.', data_type: 'integer' } } },
  });
});
