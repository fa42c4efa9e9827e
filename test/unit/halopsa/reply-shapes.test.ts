import { describe, expect, test } from '@jest/globals';
import { plannedRecord, toId, unwrapPage, unwrapRecord, withIntegerIds } from '../../../lib/halopsa/reply-shapes.ts';

describe('an id is read from', () => {
  test.each<[unknown, number | undefined]>([
    [12, 12],
    [12.0, 12],
    ['12', 12],
    [' 12 ', 12],
    ['12.0', 12],
    ['12.00000', 12],
    [-1, -1],
    ['-1', -1],
    [0, 0],
    ['0', 0],
    [12.5, undefined],
    ['12.5', undefined],
    ['', undefined],
    ['abc', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['007', undefined],
    ['9007199254740993', undefined],
    [2 ** 53, undefined],
    ['8f7b5c0a-2b1e-4a55-8d57-6f0c3b9b1d02', undefined],
    [null, undefined],
    [undefined, undefined],
    [true, undefined],
    [[12], undefined],
    [{}, undefined],
  ])('%j as %j', (value, id) => {
    expect(toId(value)).toBe(id);
  });
});

describe('a record with integer ids', () => {
  test('has them in every spelling and at every depth', () => {
    const record = { id: '12', client_id: 21.0, who_agentid: '7', assets: [{ id: '501.0', site: { site_id: '18' } }] };
    expect(withIntegerIds(record)).toEqual({
      id: 12,
      client_id: 21,
      who_agentid: 7,
      assets: [{ id: 501, site: { site_id: 18 } }],
    });
  });

  test('leaves what is no number as it is', () => {
    const record = { guid_id: '8f7b-c0', third_party_id: '000123', summary: '12', valid: 1.5, id: 'x' };
    expect(withIntegerIds(record)).toEqual(record);
  });

  test('leaves out null, which HaloPSA means as absent', () => {
    expect(withIntegerIds({ id: 1, team: null, nested: { a: null, b: 0 } })).toEqual({ id: 1, nested: { b: 0 } });
  });
});

describe('the one record in a reply', () => {
  test.each<[string, unknown]>([
    ['bare', { id: 2884, summary: 's' }],
    ['in a list of one', [{ id: 2884, summary: 's' }]],
    ['in an envelope', { tickets: [{ id: 2884, summary: 's' }] }],
    ['bare in an envelope', { tickets: { id: 2884, summary: 's' } }],
    ['with its id as a decimal', { id: 2884.0, summary: 's' }],
    ['with its id as a string', [{ id: '2884', summary: 's' }]],
    ['in a list of several: the first', [{ id: 2884, summary: 's' }, { id: 2885 }]],
  ])('is found %s', (_, body) => {
    expect(unwrapRecord(body, 'tickets', 'write')).toEqual({ id: 2884, summary: 's' });
  });

  test('is the record itself where a member has the name of the list', () => {
    expect(unwrapRecord({ id: 1, tickets: [{ id: 2 }] }, 'tickets', 'read').id).toBe(1);
  });

  test.each<[string, unknown]>([
    ['an empty list', []],
    ['an empty envelope', { tickets: [] }],
    ['an envelope of another name', { actions: [{ id: 1 }] }],
    ['a record without an id', { summary: 's' }],
    ['a record whose id is no number', { id: 'abc' }],
    ['a record whose id is not set', { id: 0 }],
    ['a record whose id is not set, as a string', { id: '-1' }],
    ['a string', 'ok'],
    ['null', null],
    ['a number', 2884],
  ])('is missing in %s: of a write nobody knows then what it did', (_, body) => {
    expect(() => unwrapRecord(body, 'tickets', 'write')).toThrow(
      expect.objectContaining({
        code: 'outcome_unknown',
        hint: expect.stringContaining('under the same idempotency key'),
      }),
    );
    expect(() => unwrapRecord(body, 'tickets', 'read')).toThrow(expect.objectContaining({ code: 'halo_unavailable' }));
  });
});

test('a record that is only planned has no id yet', () => {
  const planned = plannedRecord({ summary: 's' });
  expect(unwrapRecord(planned, 'tickets', 'write')).toEqual({ id: 0, summary: 's' });
});

describe('a page of a list', () => {
  test('carries the number of all matches, not of its rows', () => {
    const page = unwrapPage({ record_count: 717, tickets: [{ id: 1 }], columns: [] }, 'tickets');
    expect(page).toEqual({ recordCount: 717, rows: [{ id: 1 }] });
  });

  test.each<[string, unknown, number]>([
    ['as a decimal', { record_count: 717.0, tickets: [] }, 717],
    ['as a string', { record_count: '717', tickets: [] }, 717],
    ['not at all: then its rows are counted', { tickets: [{ id: 1 }, { id: 2 }] }, 2],
    ['not at all, in a bare list', [{ id: 1 }], 1],
  ])('says it %s', (_, body, count) => {
    expect(unwrapPage(body, 'tickets').recordCount).toBe(count);
  });

  const two = [{ id: 1 }, { id: 2 }];
  test.each<[string, unknown, boolean]>([
    ['by its envelope', { record_count: 2, tickets: two }, false],
    ['not by less than it holds', { record_count: 1, tickets: two }, true],
    ['not by 0', { record_count: 0, tickets: two }, true],
    ['not by -1', { record_count: -1, tickets: two }, true],
    ['not by what is no number', { record_count: 'many', tickets: two }, true],
    ['not by null', { record_count: null, tickets: two }, true],
    ['not without an envelope', two, true],
    ['not by a count that leaves out the row without an id', { record_count: 2, tickets: [...two, {}] }, true],
    ['by being empty', [], false],
    ['by being empty, whatever the count says', { record_count: -1, tickets: [] }, false],
  ])('is counted %s', (_, body, isUncounted) => {
    const page = unwrapPage(body, 'tickets');
    expect([page.isUncounted ?? false, page.recordCount]).toEqual([isUncounted, page.rows.length]);
  });

  test('is empty where HaloPSA says so', () => {
    expect(unwrapPage({ record_count: 0, tickets: [] }, 'tickets')).toEqual({ recordCount: 0, rows: [] });
  });

  test('leaves out rows that are none', () => {
    expect(unwrapPage({ tickets: [null, 'x', { summary: 's' }, { id: '3' }] }, 'tickets').rows).toEqual([{ id: 3 }]);
  });

  test.each<[string, unknown]>([
    ['the list is absent', { record_count: 0 }],
    ['the list is null', { record_count: 0, tickets: null }],
    ['the list is an object', { tickets: {} }],
    ['the body is a string', 'ok'],
    ['the body is null', null],
  ])('is not taken for empty where %s', (_, body) => {
    expect(() => unwrapPage(body, 'tickets')).toThrow(expect.objectContaining({ code: 'halo_unavailable' }));
  });
});
