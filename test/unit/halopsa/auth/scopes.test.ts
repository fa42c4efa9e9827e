import { describe, expect, test } from '@jest/globals';
import { grants, missingScopes } from '../../../../lib/halopsa/auth/scopes.ts';

describe('a token with these scopes may', () => {
  test.each([
    [['edit:tickets'], 'edit:tickets', true],
    [['edit:tickets'], 'read:tickets', true],
    [['read:tickets'], 'read:tickets', true],
    [['read:tickets'], 'edit:tickets', false],
    [['edit:assets'], 'read:tickets', false],
    [['all'], 'edit:tickets', true],
    [['all:standard'], 'read:customers', true],
    [['ALL'], 'edit:tickets', true],
    [['Edit:Tickets'], 'read:tickets', true],
    [['admin'], 'edit:tickets', false],
    [[], 'read:tickets', false],
  ])('%j: %s is %j', (scopes, needed, granted) => {
    expect(grants(scopes, needed)).toBe(granted);
  });
});

test('what is missing is listed in the order of what is needed', () => {
  const needed = ['edit:tickets', 'edit:assets', 'read:customers'];
  expect(missingScopes(['read:tickets', 'edit:assets'], needed)).toEqual(['edit:tickets', 'read:customers']);
  expect(missingScopes(['all'], needed)).toEqual([]);
});
