import { describe, expect, test } from '@jest/globals';
import { isRecord, parseJson } from '../../lib/json.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  test.each([
    ['{"a":[1,"x",null]}', { a: [1, 'x', null] }],
    ['12.0', 12],
    ['"text"', 'text'],
    ['null', null],
    ['false', false],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each([
    ['{"a":18446735277616529409}', { a: '18446735277616529409' }],
    ['18446735277616529409', '18446735277616529409'],
    ['[ -9007199254740993 ]', ['-9007199254740993']],
    ['[{"a":[1,9007199254740992]}]', [{ a: [1, '9007199254740992'] }]],
    ['{"a":9007199254740991,"b":1764000000000000}', { a: 9007199254740991, b: 1764000000000000 }],
    ['[0.1234567890123456789, 1234567890123456.5, 1e30, -0]', [0.12345678901234568, 1234567890123456.5, 1e30, -0]],
    ['["x:18446735277616529409", null, true]', ['x:18446735277616529409', null, true]],
  ])('keeps each digit of an integer, and any other number: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test('has no prototype of a message beside such a number', () => {
    const read = parseJson('{"__proto__":{"a":18446735277616529409}}');
    expect(Object.keys(read as object)).toEqual(['__proto__']);
  });

  test.each(['', '{', "{'a':1}", '<html>', 'undefined', '[1,]', '\uFEFF{}'])('is undefined for %j', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  test('reads what is nested 200 deep and nothing deeper, in lists and objects alike', () => {
    expect(parseJson(nested(200))).toBeDefined();
    expect(parseJson(nested(201))).toBeUndefined();
    expect(parseJson('{"a":'.repeat(201) + 1 + '}'.repeat(201))).toBeUndefined();
  });

  test('counts levels, not brackets, and none within a text', () => {
    const texts = ['[', '"[', '\\', '\\"', '\\\\"[{', ']'].map((one) => one.repeat(201));
    for (const value of [...texts, texts, Array(300).fill([{}])]) {
      expect(parseJson(JSON.stringify(value))).toEqual(value);
      expect(parseJson(`${'['.repeat(201)}${JSON.stringify(value)}${']'.repeat(201)}`)).toBeUndefined();
    }
  });

  test('is undefined for a text that does not end', () => {
    expect(parseJson('["')).toBeUndefined();
    expect(parseJson('"\\"')).toBeUndefined();
  });

  test('does not overflow on a text that is nothing but brackets', () => {
    expect(parseJson(nested(500_000))).toBeUndefined();
  });

  test('keeps a member called __proto__ a member', () => {
    const value = parseJson('{"__proto__":{"polluted":true}}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__']);
  });
});

test.each([
  [{}, true],
  [Object.create(null), true],
  [[], false],
  [null, false],
  [undefined, false],
  ['text', false],
  [1, false],
])('isRecord(%j) is %s', (value, expected) => {
  expect(isRecord(value)).toBe(expected);
});
