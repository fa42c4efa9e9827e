import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as f from '../../../lib/action/inputs/fields.ts';
import { toSchemaObject } from '../../../lib/limacharlie/schema-elements.ts';

const texts = (label: string) => ({ label, description: `${label}.`, placeholder: 'p' });

const schema = v.object({
  name: f.line(texts('Name')),
  size: v.optional(f.integer(texts('Size')), 50),
  kind: f.oneOf(texts('Kind'), ['client', 'site']),
  ids: v.optional(f.idList({ label: 'Ids', description: 'Ids.' })),
  flag: v.optional(f.boolean(texts('Flag')), true),
});

test('what is required is an AND of ORs of one each', () => {
  expect(toSchemaObject(schema).requirements).toEqual([['name'], ['kind']]);
});

test('each field is described from its definition, in its order', () => {
  expect(toSchemaObject(schema).fields).toEqual({
    name: {
      label: 'Name',
      description: 'Name.',
      data_type: 'string',
      is_list: false,
      display_index: 1,
      placeholder: 'p',
    },
    size: {
      label: 'Size',
      description: 'Size.',
      data_type: 'integer',
      is_list: false,
      display_index: 2,
      placeholder: 'p',
      default_value: 50,
    },
    kind: {
      label: 'Kind',
      description: 'Kind.',
      data_type: 'enum',
      is_list: false,
      display_index: 3,
      placeholder: 'p',
      enum_values: ['client', 'site'],
    },
    ids: { label: 'Ids', description: 'Ids.', data_type: 'integer', is_list: true, display_index: 4 },
    flag: {
      label: 'Flag',
      description: 'Flag.',
      data_type: 'bool',
      is_list: false,
      display_index: 5,
      placeholder: 'p',
      default_value: true,
    },
  });
});
