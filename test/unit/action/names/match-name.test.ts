import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchName, type Named } from '../../../../lib/action/names/match-name.ts';

const CLIENTS: Named[] = ['Unknown', 'Northwind Dental', 'Contoso Logistics', 'Fabrikam Manufacturing'].map(
  (name, index) => ({ id: index + 1, name }),
);

describe('one record', () => {
  test.each([['Northwind Dental'], ['northwind dental'], ['  NORTHWIND DENTAL\n']])('is called %j', (name) => {
    expect(matchName(CLIENTS, name)).toEqual({ kind: 'one', record: CLIENTS[1] });
  });

  test('is it also where HaloPSA pads its name', () => {
    expect(matchName([{ id: 1, name: ' SOC ' }], 'soc')).toMatchObject({ kind: 'one' });
  });

  test.each(['NFC', 'NFD'])('is it however its accents are encoded, as %s', (form) => {
    const record = { id: 1, name: 'Škoda Müller'.normalize(form) };
    for (const asked of ['NFC', 'NFD'])
      expect(matchName([record], 'škoda müller'.normalize(asked))).toEqual({ kind: 'one', record });
  });

  test('is it where the list has it twice', () => {
    const high = { id: 2, name: 'High' };
    expect(matchName([high, { ...high, detail: 'SLA 2' }], 'high')).toMatchObject({ kind: 'one', record: { id: 2 } });
  });
});

test('several records of one name are all handed back', () => {
  const sites = [
    { id: 18, name: 'Main', detail: 'Northwind Dental' },
    { id: 19, name: 'Depot' },
    { id: 20, name: 'MAIN', detail: 'Contoso Logistics' },
  ];
  expect(matchName(sites, 'main')).toEqual({ kind: 'several', records: [sites[0], sites[2]] });
});

describe('where none is called so, the nearest names are said, the best first', () => {
  test.each([
    ['Northwnd Dental', 'Northwind Dental'],
    ['northwnd', 'Northwind Dental'],
    ['Dental', 'Northwind Dental'],
    ['Contoso Logistics GmbH', 'Contoso Logistics'],
    ['Fabricam Manufacturing', 'Fabrikam Manufacturing'],
  ])('%s: %s', (name, nearest) => {
    const match = matchName(CLIENTS, name);
    expect(match.kind === 'none' && match.nearest[0]).toBe(nearest);
  });

  test('one that is the beginning of what was asked for before one that is few letters away', () => {
    const records = ['Abcd Holding GmbH', 'Acme'].map((name, id) => ({ id, name }));
    expect(matchName(records, 'Acme Holding GmbH')).toMatchObject({ nearest: ['Acme', 'Abcd Holding GmbH'] });
  });

  test('each once, five at most', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ id: i, name: `Site ${i % 10}` }));
    const match = matchName(many, 'Site');
    expect(match).toEqual({ kind: 'none', nearest: ['Site 0', 'Site 1', 'Site 2', 'Site 3', 'Site 4'] });
  });

  test('none where there is nothing to choose from', () => {
    expect(matchName([], 'x')).toEqual({ kind: 'none', nearest: [] });
  });
});

test('a name is found by itself in any case, and by nothing else', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(name, name, (given, stored) => {
      const isSame = given.trim().toLowerCase() === stored.trim().toLowerCase();
      expect(matchName([{ id: 1, name: stored }], given).kind).toBe(isSame ? 'one' : 'none');
    }),
  );
});
