import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packAnswer, unpackAnswer } from '../../../lib/ledger/stored-answer.ts';

const MAX_CHARS = 100_000;
const stored = (answer: Record<string, unknown>) => unpackAnswer(packAnswer(answer));

test.each<[string, Record<string, unknown>]>([
  ['a ticket', { id: 2884, summary: 'x', assets: [{ id: 501 }], team: null, _meta: { warnings: ['w'] } }],
  ['nothing', {}],
  ['a long text that fits', { id: 1, details: 'x'.repeat(90_000) }],
])('an answer that fits comes back whole: %s', (_, answer) => {
  expect(stored(answer)).toEqual(answer);
});

describe('an answer that does not fit', () => {
  test('has its long texts cut, at any depth, and keeps the rest', () => {
    const answer = { id: 1, details: 'x'.repeat(200_000), ticket: { id: 2, notes: ['y'.repeat(9_000)] } };
    expect(stored(answer)).toEqual({
      id: 1,
      details: `${'x'.repeat(2_000)}…`,
      ticket: { id: 2, notes: [`${'y'.repeat(2_000)}…`] },
    });
  });

  test('for its many rows keeps its plain members, and of records their ids', () => {
    const rows = Array.from({ length: 1_000 }, () => 'y'.repeat(1_999));
    const records = { ticket: { id: 2, rows }, asset: { id: 3, name: 'z' }, page: { rows } };
    const answer = { id: 1, summary: 'x', closed: false, rows, ...records };
    expect(stored(answer)).toEqual({ id: 1, summary: 'x', closed: false, ticket: { id: 2 }, asset: { id: 3 } });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a record without an id', { id: 1, _meta: { warnings: Array(1_000).fill('w'.repeat(1_999)) } }],
    [
      'thousands of members',
      { id: 1, ...Object.fromEntries(Array.from({ length: 9_000 }, (__, i) => [`f${i}`, 'text of some length'])) },
    ],
    ['long names', { id: 1, ['n'.repeat(200_000)]: 1 }],
  ])('keeps its id, however large the rest: %s', (_, answer) => {
    const text = packAnswer(answer);
    expect(text.length).toBeLessThanOrEqual(MAX_CHARS);
    expect(unpackAnswer(text)).toMatchObject({ id: 1 });
  });

  test('never exceeds what an item of the table may hold', () => {
    const text = fc.record({
      of: fc.constantFrom('x', 'ü', '\u20ac', '\u0000'),
      length: fc.integer({ min: 0, max: 9_000 }),
    });
    const long = text.map(({ of, length }) => of.repeat(length));
    const value = fc.oneof(
      fc.integer(),
      long,
      fc.array(long, { maxLength: 30 }),
      fc.dictionary(fc.string(), long, { maxKeys: 30 }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { minKeys: 5, maxKeys: 30 }), (answer) => {
        expect(Buffer.byteLength(packAnswer(answer))).toBeLessThan(390 * 1024);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});

test.each(['', 'not JSON', '[1]', '"text"', 'null'])(
  'a stored text that is no record reads as an empty answer: %j',
  (text) => {
    expect(unpackAnswer(text)).toEqual({});
  },
);
