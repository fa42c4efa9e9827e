import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { defineAction } from '../../../lib/action/define-action.ts';
import * as f from '../../../lib/action/inputs/fields.ts';
import { withMeta } from '../../../lib/action/outputs.ts';
import { inputRows, resultRows } from '../../../lib/reference/field-rows.ts';

const texts = { label: 'Label', description: 'What it is.' };

const action = defineAction({
  name: 'do_it',
  title: 'Do it',
  summary: 'Does it.',
  description: 'Does it well.',
  annotations: { readOnly: true, idempotent: true },
  messages: { inProgress: '…', success: 'Done.', error: 'Not done.' },
  input: v.object({
    id: f.integer(texts, 1),
    impact: v.optional(f.integer(texts, 1, 4)),
    details: v.optional(f.text(texts)),
    kind: v.optional(f.oneOf(texts, ['client', 'site'])),
    fields: v.optional(f.customFields(texts)),
    outcome: v.optional(f.line({ ...texts, orgDefault: 'note_outcome' }), 'Note'),
    private: v.optional(f.boolean(texts), false),
  }),
  output: withMeta({
    ticket: v.looseObject({ id: v.pipe(v.number(), v.integer(), v.description('Its number.')) }),
    rows: v.optional(v.array(v.looseObject({ name: v.optional(v.string()) }))),
  }),
  examples: [],
  run: async () => ({ ticket: { id: 1 } }),
});

const column = <K extends string>(rows: readonly ({ name: string } & Record<K, unknown>)[], key: K) =>
  Object.fromEntries(rows.map((row) => [row.name, row[key]]));

describe('inputRows', () => {
  test('says each type in words', () => {
    expect(column(inputRows(action), 'type')).toEqual({
      id: 'integer, 1 or more',
      impact: 'integer from 1 to 4',
      details: 'text',
      kind: '`client` or `site`',
      fields: 'list of objects',
      outcome: 'string',
      private: 'boolean',
    });
  });

  test('requires only what has to be sent', () => {
    const required = inputRows(action).filter((row) => row.isRequired);
    expect(required.map((row) => row.name)).toEqual(['id']);
  });

  test('names what stands in for an input that is left out, the configuration first', () => {
    expect(column(inputRows(action), 'standIn')).toMatchObject({
      id: '',
      outcome: '`note_outcome` of the configuration, else `"Note"`',
      private: '`false`',
    });
  });
});

describe('resultRows', () => {
  test('reaches into objects and lists', () => {
    const names = resultRows(action).map((row) => row.name);
    expect(names.filter((name) => !name.startsWith('_meta.'))).toEqual([
      'ticket',
      'ticket.id',
      'rows',
      'rows[].name',
      '_meta',
    ]);
  });

  test('says what is always there', () => {
    expect(column(resultRows(action), 'isRequired')).toMatchObject({ ticket: true, rows: false, _meta: false });
  });
});
