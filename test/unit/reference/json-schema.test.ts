import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as f from '../../../lib/action/inputs/fields.ts';
import { toSchema } from '../../../lib/reference/json-schema.ts';

const texts = { label: 'A label', description: 'A description.', placeholder: '7', orgDefault: 'default_a' };

describe('toSchema', () => {
  test.each([
    ['integer', f.integer(texts), { type: 'integer' }],
    ['integer with bounds', f.integer(texts, 1, 4), { type: 'integer', minimum: 1, maximum: 4 }],
    ['hours', f.hours(texts), { type: 'number', minimum: 0 }],
    ['boolean', f.boolean(texts), { type: 'boolean' }],
    ['line', f.line(texts), { type: 'string' }],
    ['text', f.text(texts), { type: 'string' }],
    ['choice', f.oneOf(texts, ['client', 'site']), { enum: ['client', 'site'] }],
    ['list of ids', f.idList(texts), { type: 'array' }],
    ['custom fields', f.customFields(texts), { type: 'array', items: expect.objectContaining({ type: 'object' }) }],
    ['raw fields', f.extraFields(texts), { type: 'object' }],
  ])('describes what is left of %s once it is read', (_, schema, expected) => {
    expect(toSchema(schema)).toMatchObject({ ...expected, title: 'A label', description: 'A description.' });
  });

  test("leaves out the limits of JavaScript's integers", () => {
    const schema = toSchema(f.integer(texts));
    expect(schema).not.toHaveProperty('minimum');
    expect(schema).not.toHaveProperty('maximum');
  });

  test('keeps a bound of zero', () => {
    expect(toSchema(f.integer(texts, 0))).toHaveProperty('minimum', 0);
  });

  test('does not require what may be left out, and gives its default', () => {
    const schema = toSchema(v.object({ must: f.line(texts), may: v.optional(f.line(texts), 'Note') }));
    expect(schema.required).toEqual(['must']);
    expect(schema.properties?.may).toHaveProperty('default', 'Note');
  });

  test('carries no $schema, since it becomes part of another document', () => {
    expect(toSchema(v.object({}))).not.toHaveProperty('$schema');
  });
});
