import { describe, expect, test } from '@jest/globals';
import { endRotation, rotate } from '../../../../infra/secret/rotate.ts';

const OLD = 'the-old-secret';
const NEW = 'the-new-secret';

describe('a rotation', () => {
  test('keeps the old secret beside the new one', () => {
    expect(rotate({ shared_secret: OLD }, { shared_secret: NEW })).toEqual({
      shared_secret: NEW,
      previous_shared_secret: OLD,
    });
  });

  test.each([
    ['there is nothing to keep', undefined, { shared_secret: NEW }, 'no shared secret to rotate yet'],
    [
      'it would drop a secret that LimaCharlie may still use',
      { shared_secret: OLD, previous_shared_secret: 'the-one-before' },
      { shared_secret: NEW },
      'A rotation is under way',
    ],
    [
      'it is told both',
      { shared_secret: OLD },
      { shared_secret: NEW, previous_shared_secret: 'another' },
      'give `shared_secret` alone',
    ],
    ['the secret stays the same', { shared_secret: OLD }, { shared_secret: OLD }, 'needs a new one'],
  ])('is refused where %s', (_, current, next, sentence) => {
    expect(() => rotate(current, next)).toThrow(sentence);
  });

  test.each(['', ' '])('is not under way where the previous one is %j', (emptied) => {
    const current = { shared_secret: OLD, previous_shared_secret: emptied };
    expect(rotate(current, { shared_secret: NEW }).previous_shared_secret).toBe(OLD);
  });

  test('ends with the new secret alone', () => {
    expect(endRotation({ shared_secret: NEW, previous_shared_secret: OLD })).toEqual({ shared_secret: NEW });
  });

  test('that never began may be ended, too', () => {
    expect(endRotation({ shared_secret: NEW })).toEqual({ shared_secret: NEW });
  });

  test('has no end without a secret', () => {
    expect(() => endRotation(undefined)).toThrow('There is no shared secret yet');
  });
});
