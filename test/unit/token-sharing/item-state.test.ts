import { expect, test } from '@jest/globals';
import { stateOf } from '../../../lib/token-sharing/item-state.ts';

const NOW_MS = 10_000;
const item = { pk: 'token#a', owner: 'o', untilMs: 0, ttl: 11 };
const sealed = { dataKey: 'k', box: 'b' };

test.each([
  ['none', undefined, 'absent'],
  ['a lease that runs', { ...item, untilMs: NOW_MS + 1 }, 'held'],
  ['a lease that has run out', { ...item, untilMs: NOW_MS }, 'free'],
  ['a lease that was given back', item, 'free'],
  ['a token', { ...item, ...sealed }, 'sealed'],
  ['a token that ends just now', { ...item, ...sealed, ttl: 10 }, 'free'],
  ['a box without its key', { ...item, box: 'b' }, 'free'],
  ['a key without its box', { ...item, dataKey: 'k' }, 'free'],
  ['a box that is a number', { ...item, ...sealed, box: 1 }, 'free'],
])('an item that is %s', (_, one, is) => {
  expect(stateOf(one, NOW_MS).is).toBe(is);
});

test('of a token it says what there is to open', () => {
  expect(stateOf({ ...item, ...sealed }, NOW_MS)).toEqual({ is: 'sealed', sealed });
});
