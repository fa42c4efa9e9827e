import { describe, expect, test } from '@jest/globals';
import { judgeScopes, reportScopes } from '../../../lib/checks/scopes.ts';

const LEAST = ['edit:tickets', 'edit:assets', 'read:customers'];

describe('the scopes of a token', () => {
  test.each<[string, string[], string[]]>([
    ['edit:tickets edit:assets read:customers', [], []],
    ['edit:tickets read:tickets edit:assets read:assets read:customers', [], []],
    ['EDIT:Tickets edit:assets read:customers', [], []],
    ['all', [], ['all']],
    ['all:standard', [], ['all:standard']],
    ['admin', LEAST, ['admin']],
    ['edit:tickets edit:assets edit:customers', [], ['edit:customers']],
    ['edit:tickets edit:assets read:customers read:kb', [], ['read:kb']],
    ['read:tickets edit:assets read:customers', ['edit:tickets'], []],
    ['edit:tickets read:calendar', ['edit:assets', 'read:customers'], ['read:calendar']],
    ['', LEAST, []],
  ])('%j: missing %j, in excess %j', (granted, missing, excess) => {
    const names = granted.split(' ').filter(Boolean);
    expect(reportScopes(names)).toEqual({ granted: names, missing, excess });
  });
});

describe('a judgement of scopes', () => {
  test.each([
    [LEAST, 'ok', 'Exactly what the actions need: `edit:tickets`, `edit:assets`, `read:customers`.'],
    [['all'], 'warn', 'The token may do more than any action needs: `all`.'],
    [['edit:tickets', 'read:kb'], 'fail', 'The HaloPSA token lacks the scopes `edit:assets`, `read:customers`.'],
  ])('%j is %s', (granted, status, finding) => {
    expect(judgeScopes(granted)).toMatchObject({ status, finding, facts: { scopes: { granted } } });
  });

  test.each([[['all']], [['edit:tickets']]])('other than the best (%j) gives the exact list to set', (granted) => {
    expect(judgeScopes(granted).remedy).toContain(
      'set `scope` in the secret to `edit:tickets edit:assets read:customers`',
    );
  });
});
