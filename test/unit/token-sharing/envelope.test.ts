import { describe, expect, test } from '@jest/globals';
import { seal, unseal } from '../../../lib/token-sharing/envelope.ts';

const KEY = Buffer.alloc(32, 1);
const OTHER_KEY = Buffer.alloc(32, 2);
const TEXT = '{"value":"ein Schlüssel"}';
const box = seal(TEXT, KEY, 'token#a');

const flipped = (at: number) => {
  const bytes = Buffer.from(box, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
};

test('what was sealed comes out again', () => {
  expect(unseal(box, KEY, 'token#a')).toBe(TEXT);
});

test('an empty text too', () => {
  expect(unseal(seal('', KEY, 'p'), KEY, 'p')).toBe('');
});

test('nothing of the text can be seen', () => {
  expect(Buffer.from(box, 'base64').toString('latin1')).not.toContain('value');
});

test('the same text never looks the same', () => {
  expect(new Set(Array.from({ length: 50 }, () => seal(TEXT, KEY, 'p'))).size).toBe(50);
});

describe('nothing comes out', () => {
  test('of any single bit that was changed, in vector, tag or text', () => {
    const { length } = Buffer.from(box, 'base64');
    expect(length).toBeGreaterThan(28);
    for (let at = 0; at < length; at++) expect([at, unseal(flipped(at), KEY, 'token#a')]).toEqual([at, undefined]);
  });

  test.each([
    ['another key', box, OTHER_KEY, 'token#a'],
    ['a key that is none', box, Buffer.alloc(0), 'token#a'],
    ['another place', box, KEY, 'token#b'],
    ['no place', box, KEY, ''],
    ['a box that was cut short', box.slice(0, -8), KEY, 'token#a'],
    ['a box that ends within its tag', box.slice(0, 24), KEY, 'token#a'],
    ['a box that ends within its vector', box.slice(0, 8), KEY, 'token#a'],
    ['nothing', '', KEY, 'token#a'],
    ['what is no base64', '%%%', KEY, 'token#a'],
  ])('with %s', (_, one, key, place) => {
    expect(unseal(one, key, place)).toBeUndefined();
  });
});

test('a key of the wrong length seals nothing', () => {
  expect(() => seal(TEXT, Buffer.alloc(16), 'p')).toThrow('Invalid key length');
});
