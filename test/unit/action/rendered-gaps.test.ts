import { expect, test } from '@jest/globals';
import { readCustomFields } from '../../../lib/action/read-custom-fields.ts';
import { readExtra } from '../../../lib/action/read-extra.ts';

/** A rule's template that found nothing leaves `<no value>`; on a ticket that would be a word of its own. */

test('a raw field whose template found nothing is left out, and what else it says is sent', () => {
  const extra = {
    category_2: '<no value>',
    category_3: ' <no value> ',
    source: 'from <no value>',
    impact: null,
    category_4: '',
  };
  expect(readExtra(extra)).toEqual({ value: { source: 'from <no value>', impact: null, category_4: '' } });
});

test('a blank for a record or a text of its own is none, and overrides no input', () => {
  const extra = { client_id: '', Site_ID: null, user_id: ' ', summary: '', details: null, note_html: ' ', agent_id: 0 };
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
