import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import update from '../../../../functions/update_ticket/action.ts';
import * as f from '../../../../lib/action/inputs/fields.ts';
import { parseInput } from '../../../../lib/action/inputs/parse-input.ts';
import { readCustomFields } from '../../../../lib/action/inputs/read-custom-fields.ts';
import { readExtra } from '../../../../lib/action/inputs/read-extra.ts';

/** A rule's template that found nothing leaves `<no value>`; on a ticket that would be a word of its own. */

test('a raw field whose template found nothing is left out, and what else it says is sent', () => {
  const extra = {
    category_2: '<no value>',
    category_3: ' <no value> ',
    source: 'from <no value>',
    deadlinedate: null,
    category_4: '',
  };
  expect(readExtra(extra)).toEqual({ value: { source: 'from <no value>', deadlinedate: null, category_4: '' } });
});

test('a blank for what has an input of its own is none, and overrides neither that nor a default', () => {
  const extra = {
    client_id: '',
    Site_ID: null,
    user_id: ' ',
    summary: '',
    details: null,
    note_html: ' ',
    Source: '',
    impact: null,
    timetaken: ' ',
    outcome: '',
    agent_id: 0,
  };
  expect(readExtra(extra)).toEqual({ value: { agent_id: 0 } });
});

test('a custom field whose template found nothing is left out', () => {
  const fields = [
    { name: 'CFa', value: '<no value>' },
    { id: '138', value: 'x' },
    { name: 'CFb', value: null },
  ];
  expect(readCustomFields(fields)).toEqual({
    value: [
      { id: 138, value: 'x' },
      { name: 'CFb', value: null },
    ],
  });
});

test('what is wrong is wrong also beside a gap', () => {
  expect(readCustomFields([{ value: '<no value>' }])).toHaveProperty('expected');
  expect(readExtra({ id: '<no value>' })).toHaveProperty('expected');
});

test.each([
  [{ name: '<no value>', value: 'x' }],
  [{ name: ' ', value: 'x' }],
  [{ id: '<no value>', value: 'x' }],
  [{ id: null, name: '', value: 'x' }],
])('a custom field whose name is a gap is left out: %j', (gap) => {
  expect(readCustomFields([gap, { name: 'CFa', value: 'x' }])).toEqual({ value: [{ name: 'CFa', value: 'x' }] });
});

test('a custom field with an id needs no name', () => {
  expect(readCustomFields([{ id: '138', name: '<no value>', value: 'x' }])).toMatchObject({ value: [{ id: 138 }] });
});

describe('a list of ids', () => {
  const read = (raw: unknown) => v.safeParse(f.idList({ label: 'l', description: 'd' }), raw).output;

  test.each([
    [['501', '<no value>'], [501]],
    [['', 501, null, ' '], [501]],
    ['501,<no value>', [501]],
    ['[501, "<no value>"]', [501]],
  ])('is read without the gaps of %j', (raw, ids) => {
    expect(read(raw)).toEqual(ids);
  });

  const given = (asset_ids: unknown) => parseInput(update.input, { id: 1, summary: 's', asset_ids }).input;

  test.each([[['<no value>']], [['', null]], ['<no value>,<no value>'], ['["<no value>"]']])(
    'of nothing but gaps counts as left out, and clears nothing: %j',
    (gaps) => {
      expect(given(gaps)).not.toHaveProperty('asset_ids');
    },
  );

  test('that is empty is none of these', () => {
    expect(given([])).toHaveProperty('asset_ids', []);
  });

  test('holds what is wrong beside a gap', () => {
    expect(() => given(['abc', '<no value>'])).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
