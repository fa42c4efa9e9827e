import { describe, expect, test } from '@jest/globals';
import { createMemory } from '../../lib/remember.ts';

/** Counts what it makes. */
function maker() {
  let made = 0;
  return () => {
    made += 1;
    return `the ${made}.`;
  };
}

describe('what follows from the same thing', () => {
  test('is made once', () => {
    const remember = createMemory();
    const make = maker();
    expect([remember('a', 'text', make), remember('a', 'text', make)]).toEqual(['the 1.', 'the 1.']);
  });

  test('is made anew when the thing is another, and the old one is forgotten', () => {
    const remember = createMemory();
    const make = maker();
    const made = ['old', 'new', 'new', 'old'].map((of) => remember('a', of, make));
    expect(made).toEqual(['the 1.', 'the 2.', 'the 2.', 'the 3.']);
  });

  test('is made anew for an equal object, since it may have been changed', () => {
    const remember = createMemory();
    const make = maker();
    expect([remember('a', {}, make), remember('a', {}, make)]).toEqual(['the 1.', 'the 2.']);
  });

  test('is each key’s own', () => {
    const remember = createMemory();
    const make = maker();
    expect([remember('a', 'text', make), remember('b', 'text', make)]).toEqual(['the 1.', 'the 2.']);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['no', false],
  ])('may be %s, and is remembered all the same', (_, value) => {
    const remember = createMemory();
    let asked = 0;
    const make = () => {
      asked += 1;
      return value;
    };
    expect([remember('a', undefined, make), remember('a', undefined, make), asked]).toEqual([value, value, 1]);
  });

  test('is not kept where it is a failure', () => {
    const remember = createMemory();
    const fail = () => {
      throw new Error('wrong');
    };
    expect(() => remember('a', 'text', fail)).toThrow('wrong');
    expect(remember('a', 'text', () => 'right')).toBe('right');
  });
});

test('the entry that was made longest ago makes room', () => {
  const remember = createMemory(2);
  const make = maker();
  for (const key of ['a', 'b', 'c']) remember(key, 'text', make);
  expect(remember('c', 'text', make)).toBe('the 3.');
  expect(remember('b', 'text', make)).toBe('the 2.');
  expect(remember('a', 'text', make)).toBe('the 4.');
});
