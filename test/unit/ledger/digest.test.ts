import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digestOf, sha256 } from '../../../lib/ledger/digest.ts';

test('sha256 is that of everybody else', () => {
  // printf 'ü' | sha256sum
  expect(sha256('ü')).toBe('607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f');
});

describe('two contents have one digest', () => {
  test.each<[string, unknown, unknown]>([
    ['that are equal', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }],
    ['whose members come in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['whose inner members do', { x: [{ a: 1, b: 2 }] }, { x: [{ b: 2, a: 1 }] }],
    ['that are nothing', undefined, undefined],
  ])('%s', (_, one, other) => {
    expect(digestOf(one)).toBe(digestOf(other));
  });

  test('that are the same JSON, shuffled', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, member]) => [key, shuffled(member)]),
            )
          : value;
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(digestOf(shuffled(value))).toBe(digestOf(value))));
  });
});

describe('two contents have two digests', () => {
  test.each<[string, unknown, unknown]>([
    ['another value', { a: 1 }, { a: 2 }],
    ['another name', { a: 1 }, { b: 1 }],
    ['another type', { a: 1 }, { a: '1' }],
    ['another order of a list', [1, 2], [2, 1]],
    ['another nesting', { a: { b: 1 } }, { a: 1, b: 1 }],
    ['null and nothing', { a: null }, {}],
    ['an empty list and an empty record', { a: [] }, { a: {} }],
    ['names that run into each other', { a: 'b","c":"d' }, { a: 'b', c: 'd' }],
    ['a record and its JSON', { a: 1 }, '{"a":1}'],
  ])('%s', (_, one, other) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });

  test('whatever JSON they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const isSame = isEqual(one, other);
        expect(digestOf(one) === digestOf(other)).toBe(isSame);
      }),
    );
  });
});

/** By Jest's own comparison, which knows nothing of digests. */
function isEqual(one: unknown, other: unknown): boolean {
  try {
    expect(JSON.parse(JSON.stringify(one))).toStrictEqual(JSON.parse(JSON.stringify(other)));
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['__proto__', '{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}'],
  ['constructor', '{"constructor":1}', '{"constructor":2}'],
])('a member called %s counts like any other', (_, one, other) => {
  expect(digestOf(JSON.parse(one))).not.toBe(digestOf(JSON.parse(other)));
});
