import { expect, test } from '@jest/globals';
import { changesOf } from '../../../../infra/secret/changes.ts';

test.each([
  ['nothing there before', {}, { a: 1, b: 2 }, ['+ a', '+ b']],
  ['nothing left', { a: 1 }, {}, ['- a']],
  ['another value', { a: 1, b: 2 }, { a: 1, b: 3 }, ['~ b']],
  ['another order', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ['another entry of a list', { a: ['x'] }, { a: ['x', 'y'] }, ['~ a']],
  ['the same deep down', { a: { b: [1] } }, { a: { b: [1] } }, []],
  ['another type', { a: 1 }, { a: '1' }, ['~ a']],
])('%s', (_, before, after, changes) => {
  expect(changesOf(before, after)).toEqual(changes);
});
