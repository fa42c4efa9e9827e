import { describe, expect, test } from '@jest/globals';
import * as c from '../../../../lib/action/inputs/coerce.ts';

type Row = [raw: unknown, value: unknown];
const wrong = { expected: expect.any(String) };

describe('an integer', () => {
  test.each<Row>([
    [12, 12],
    [12.0, 12],
    ['12', 12],
    [' 12 ', 12],
    ['12.0', 12],
    ['-1', -1],
    ['+7', 7],
    ['007', 7],
    ['2.884123e+06', 2_884_123],
    [0, 0],
  ])('is read from %j', (raw, value) => {
    expect(c.toInteger(raw)).toEqual({ value });
  });

  test.each([
    1.5,
    '1.5',
    'abc',
    '12a',
    '0x10',
    '1,2',
    '1 2',
    '1e-1',
    '1_000',
    '١٢',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    '99999999999999999999',
    true,
    [12],
    {},
  ])('is not %p', (raw) => {
    expect(c.toInteger(raw)).toEqual({ expected: 'an integer' });
  });
});

describe('a number of hours', () => {
  test.each<Row>([
    [0.25, 0.25],
    ['0.25', 0.25],
    [' 1.5 ', 1.5],
    [2, 2],
    ['0', 0],
  ])('is read from %j', (raw, value) => {
    expect(c.toHours(raw)).toEqual({ value });
  });

  test.each([-0.25, '-1', '15 min', '0,25', '', true, Number.NaN, {}, []])('is not %p', (raw) => {
    expect(c.toHours(raw)).toEqual(wrong);
  });
});

describe('a boolean', () => {
  test.each<Row>([
    ...[true, 'true', 'TRUE', ' True ', 'yes', 'Yes', '1', 1].map((raw): Row => [raw, true]),
    ...[false, 'false', 'FALSE', 'no', 'No', ' 0 ', 0].map((raw): Row => [raw, false]),
  ])('is read from %j as %s', (raw, value) => {
    expect(c.toBoolean(raw)).toEqual({ value });
  });

  test.each(['on', 'off', 'y', 'truefalse', '2', 2, -1, 'null', {}, [], [true], null])('is not %p', (raw) => {
    expect(c.toBoolean(raw)).toEqual(wrong);
  });
});

describe('a line', () => {
  test.each<Row>([
    ['SOC', 'SOC'],
    [' as it is ', ' as it is '],
    [12, '12'],
    [false, 'false'],
  ])('is read from %j', (raw, value) => {
    expect(c.toLine(raw)).toEqual({ value });
  });

  test.each([{}, [], ['SOC'], { a: 1 }])('is not %j', (raw) => {
    expect(c.toLine(raw)).toEqual(wrong);
  });
});

describe('a text', () => {
  test.each<Row>([
    ['as\nit is', 'as\nit is'],
    [{ a: 1 }, '{\n  "a": 1\n}'],
    [[1, 'x'], '[\n  1,\n  "x"\n]'],
    [{}, '{}'],
    [{ a: 'x\u202Ey' }, '{\n  "a": "x\\u202ey"\n}'],
    [4711, '4711'],
    [true, 'true'],
  ])('is read from %j', (raw, value) => {
    expect(c.toText(raw)).toEqual({ value });
  });

  test.each([undefined, Symbol('x')])('is not %p', (raw) => {
    expect(c.toText(raw)).toEqual(wrong);
  });
});

describe('a list of integers', () => {
  test.each<Row>([
    [
      [1, 2],
      [1, 2],
    ],
    [
      ['1', 2.0],
      [1, 2],
    ],
    [7, [7]],
    ['7', [7]],
    ['1,2', [1, 2]],
    [' 1 , 2 ', [1, 2]],
    ['[1, "2"]', [1, 2]],
    [' [1] ', [1]],
    [[], []],
    ['[]', []],
  ])('is read from %j', (raw, value) => {
    expect(c.toIntegerList(raw)).toEqual({ value });
  });

  test.each([
    '1,',
    ',',
    '1,,2',
    '1;2',
    '[1',
    '[1,]',
    '["a"]',
    '{"a":1}',
    ['a'],
    [1.5],
    [null],
    [[1]],
    {},
    true,
    '1.5,2',
  ])('is not %j', (raw) => {
    expect(c.toIntegerList(raw)).toEqual(wrong);
  });
});

describe('an object', () => {
  test.each<Row>([
    [{ a: 1 }, { a: 1 }],
    ['{"a":{"b":1}}', { a: { b: 1 } }],
    [' {} ', {}],
  ])('is read from %j', (raw, value) => {
    expect(c.toObject(raw)).toEqual({ value });
  });

  test.each(['[]', 'null', '"{}"', '{a:1}', 'text', 1, true, [], [{}], null])('is not %j', (raw) => {
    expect(c.toObject(raw)).toEqual(wrong);
  });
});

describe('a list of objects', () => {
  test.each<Row>([
    [[{ a: 1 }], [{ a: 1 }]],
    ['[{"a":1}]', [{ a: 1 }]],
    [{ a: 1 }, [{ a: 1 }]],
    ['{"a":1}', [{ a: 1 }]],
    [[], []],
  ])('is read from %j', (raw, value) => {
    expect(c.toObjectList(raw)).toEqual({ value });
  });

  test.each(['[1]', [1], [{}, null], [[]], 'text', 1, true, '[{]'])('is not %j', (raw) => {
    expect(c.toObjectList(raw)).toEqual(wrong);
  });
});

test.each<[unknown, boolean]>([
  [undefined, true],
  [null, true],
  ['', true],
  [' \t\n', true],
  ['\u0000', true],
  ['a\u0000', false],
  ['<no value>', true],
  [' <no value> ', true],
  ['null', false],
  ['no value', false],
  ['a <no value> b', false],
  [0, false],
  [false, false],
  [[], false],
  [{}, false],
])('%j is blank: %s', (raw, expected) => {
  expect(c.isBlank(raw)).toBe(expected);
});

test.each([
  ['dump/<no value>', true],
  ['<no value>-042', true],
  ['<no value>', false],
  ['dump/WS-042', false],
  [{ a: 'x <no value>' }, false],
  [undefined, false],
])('that %j has a gap is %s', (raw, expected) => {
  expect(c.hasNoValue(raw)).toBe(expected);
});
