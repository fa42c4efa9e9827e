import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import * as outputs from '../../../lib/action/outputs.ts';

test.each([
  ['a ticket with its id alone', outputs.ticketOutput, { id: 1 }],
  ['a ticket with fields that nobody documented', outputs.ticketOutput, { id: 1, sla_id: 2, customfields: [] }],
  ['a ticket with a warning', outputs.ticketOutput, { id: 1, _meta: { warnings: ['w'] } }],
  ['a repeat', outputs.ticketOutput, { id: 1, _meta: { deduplicated: true, occurrences: 37 } }],
  ['an answer that was given before', outputs.ticketOutput, { id: 1, _meta: { replayed: true, reconciled: true } }],
  ['a ticket with defaults', outputs.ticketOutput, { id: 1, _meta: { defaults: { client_id: 12 } } }],
  ['an asset', outputs.assetRow, { id: 1, inventory_number: 'WS-042', client_id: 12 }],
  ['a client', outputs.namedRow, { id: 1, name: 'Northwind' }],
])('%s is as documented', (_, schema, value) => {
  expect(v.safeParse(schema, value)).toMatchObject({ success: true, output: value });
});

test.each([
  ['no id', outputs.ticketOutput, { summary: 's' }],
  ['an id that is text', outputs.ticketOutput, { id: '1' }],
  ['an id with a fraction', outputs.ticketOutput, { id: 1.5 }],
  ['a client id that is text', outputs.ticketOutput, { id: 1, client_id: '12' }],
  ['a count in words', outputs.ticketOutput, { id: 1, _meta: { occurrences: 'many' } }],
  ['one warning in place of a list', outputs.ticketOutput, { id: 1, _meta: { warnings: 'w' } }],
  ['an asset without id', outputs.assetRow, { inventory_number: 'WS-042' }],
  ['a page without its count', outputs.withMeta(outputs.pageEntries), { page_no: 1, page_size: 50 }],
])('%s is not', (_, schema, value) => {
  expect(v.safeParse(schema, value).success).toBe(false);
});
