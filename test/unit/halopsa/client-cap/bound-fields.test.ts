import { describe, expect, test } from '@jest/globals';
import type { HaloFields } from '../../../../lib/halopsa/api.ts';
import { assetIdsIn, boundFields, idIn } from '../../../../lib/halopsa/client-cap/bound-fields.ts';
import { createClientCap } from '../../../../lib/halopsa/client-cap/client-cap.ts';
import {
  ASSET_FIELDS,
  ENTRY_FIELDS,
  REFERENCE_FIELDS,
  TICKET_FIELDS,
} from '../../../../lib/halopsa/client-cap/sendable-fields.ts';

const cap = createClientCap([12]);
const refused = expect.objectContaining({ code: 'client_not_allowed' });
const bound = (fields: HaloFields) => boundFields(fields, TICKET_FIELDS, cap);

describe('fields', () => {
  test.each<[HaloFields, HaloFields]>([
    [
      { summary: 's', client_id: 12 },
      { summary: 's', client_id: 12 },
    ],
    [
      { Client_ID: 12, SUMMARY: 's' },
      { client_id: 12, summary: 's' },
    ],
    [{ client_id: null, site_id: undefined, summary: '' }, { summary: '' }],
    [{}, {}],
  ])('%j go out as %j', (fields, expected) => {
    expect(bound(fields)).toEqual(expected);
  });

  test.each<HaloFields>([
    { client_id: 12, CLIENT_ID: 12 },
    { client_id: null, Client_Id: 12 },
    { client_name: 'x' },
    { ' client_id': 13 },
    { 'client_id\u200b': 13 },
    { 'cl\u0131ent_id': 13 },
    { '\u017fite_id': 13 },
    { id: 5 },
    { $type: 'x' },
    { ['__proto__' as string]: { client_id: 13 } },
    { constructor: 1 },
    { actions: [] },
    { attachments: [{ id: 9 }] },
  ])('%j are refused', (fields) => {
    expect(() => bound(fields)).toThrow(refused);
  });

  test('that are unknown are told field by field, with what to do', () => {
    const errors = [{ field: 'attachments', expected: 'to be left out', received: 'a value' }];
    const told = expect.objectContaining({ errors, hint: 'Leave `attachments` out.' });
    expect(() => bound({ attachments: [{ id: 9 }] })).toThrow(told);
  });

  test('that are unknown are named, cut short', () => {
    expect(() => bound({ ['x'.repeat(500)]: 1 })).toThrow(`\`${'x'.repeat(64)}\``);
  });
});

describe('what may be sent', () => {
  const leads = /client|site|user|ticket|parent|asset|^id$|area|merge|child|attach|template|lookup|device/;
  test.each<[string, ReadonlySet<string>, string[]]>([
    // `tickettype_id`, `donotapplytemplateintheapi` and `assettype_id` lead to the tenant's own settings.
    [
      'tickets',
      TICKET_FIELDS,
      ['assets', 'client_id', 'donotapplytemplateintheapi', 'parent_id', 'site_id', 'tickettype_id', 'user_id'],
    ],
    ['entries', ENTRY_FIELDS, ['hiddenfromuser']],
    ['assets', ASSET_FIELDS, ['assettype_id', 'client_id', 'site_id']],
  ])('with %s leads to other records only by fields that are checked', (_, fields, checked) => {
    expect([...fields].filter((name) => leads.test(name)).toSorted()).toEqual(checked);
  });

  test('is spelled as HaloPSA spells it', () => {
    const all = [...TICKET_FIELDS, ...ENTRY_FIELDS, ...ASSET_FIELDS];
    expect(all.filter((name) => !/^_?[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  });
});

describe('an id', () => {
  test.each<[unknown, number]>([
    [12, 12],
    ['12', 12],
    [' 12 ', 12],
    ['12.0', 12],
    [0, 0],
  ])('%j is %j', (value, id) => {
    expect(idIn({ client_id: value }, 'client_id', cap)).toBe(id);
  });

  test.each<unknown>(['', '1e1', '0x0c', '12,13', 12.5, true, [12], { id: 12 }, Number.MAX_VALUE])(
    '%j is refused',
    (value) => {
      expect(() => idIn({ client_id: value }, 'client_id', cap)).toThrow(refused);
    },
  );

  test('that is none is told with what came', () => {
    const errors = [{ field: 'client_id', expected: 'an integer', received: '"12,13"' }];
    expect(() => idIn({ client_id: '12,13' }, 'client_id', cap)).toThrow(expect.objectContaining({ errors }));
  });

  test('that is absent is none', () => {
    expect(idIn({}, 'client_id', cap)).toBeUndefined();
  });
});

describe('assets', () => {
  const idsOf = (assets: unknown) => assetIdsIn({ assets }, REFERENCE_FIELDS, cap);

  test.each<[unknown, number[] | undefined]>([
    [
      [{ id: 501 }, { ID: '502' }],
      [501, 502],
    ],
    [[], []],
    [undefined, undefined],
  ])('%j are %j', (assets, ids) => {
    expect(idsOf(assets)).toEqual(ids);
  });

  test.each<unknown>([
    { id: 501 },
    501,
    [501],
    [{}],
    [null],
    [{ id: 501, ID: 502 }],
    [{ id: 501, client_id: 13 }],
    '501',
  ])('%j are refused', (assets) => {
    expect(() => idsOf(assets)).toThrow(refused);
  });
});
