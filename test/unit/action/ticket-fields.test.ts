import { expect, test } from '@jest/globals';
import { toTicketFields } from '../../../lib/action/ticket-fields.ts';

test.each([
  ['fields keep their names', { summary: 's', client_id: 12 }, { summary: 's', client_id: 12 }],
  ['assets become objects', { asset_ids: [501, 502] }, { assets: [{ id: 501 }, { id: 502 }] }],
  ['an asset is attached once', { asset_ids: [502, 501, 502] }, { assets: [{ id: 502 }, { id: 501 }] }],
  ['an empty list stays one: it clears', { asset_ids: [] }, { assets: [] }],
  ['no list stays none: it leaves alone', {}, {}],
  ['custom fields stay', { customfields: [{ id: 137, value: '' }] }, { customfields: [{ id: 137, value: '' }] }],
  ['an empty list of custom fields is none: it changes nothing', { customfields: [] }, {}],
  ["the source has HaloPSA's name", { source_id: 15 }, { source: 15 }],
  ['raw fields win', { summary: 's', extra: { summary: 'x', sla_id: 1 } }, { summary: 'x', sla_id: 1 }],
  ['a subject is one line', { summary: 'a\nb\u202E' }, { summary: 'a b\\u202e' }],
  ['a raw one is, too', { summary: 's', extra: { summary: ' a\0b' } }, { summary: 'a b' }],
  ['raw assets win too', { asset_ids: [501], extra: { assets: [] } }, { assets: [] }],
])('%s', (_, input, fields) => {
  expect(toTicketFields(input)).toEqual(fields);
});
