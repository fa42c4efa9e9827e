import { expect, test } from '@jest/globals';
import { hasIds, hasOutcome, hasTeam } from '../../../../lib/action/config/has-record.ts';
import type { HaloRecord } from '../../../../lib/halopsa/api.ts';

const whole = (rows: HaloRecord[]) => ({ rows, isPartial: false });

test.each([
  [[{ id: 1 }, { id: 2 }], [2, 1], true],
  [[{ id: 1 }, { id: 2 }], [2, 3], false],
  [[], [3], true],
])('of %j, %j are there, or nothing can be told: %j', (rows, ids, isThere) => {
  expect(hasIds(whole(rows), ids)).toBe(isThere);
});

test('of a list that may have been cut, nothing that is missing can be told', () => {
  const cut = { rows: [{ id: 1, name: 'Note' }], isPartial: true };
  expect([hasIds(cut, [3]), hasOutcome(cut, 'Other'), hasTeam(cut, 'Other')]).toEqual([true, true, true]);
});

test.each([
  [[{ id: 1, name: 'Note' }], true],
  [[{ id: 1, outcome: ' note' }], true],
  [[{ id: 1, name: 'Private Note' }], false],
  [[{ id: 1 }], true],
  [[], true],
])('whether %j has the outcome Note, or nothing can be told: %j', (rows, isThere) => {
  expect(hasOutcome(whole(rows), 'NOTE ')).toBe(isThere);
});

test.each([
  [[{ id: 2, name: ' soc' }], true],
  [[{ id: 2, outcome: 'SOC' }], true],
  [[{ id: 2, name: 'SOC 2' }], false],
  [[], true],
])('whether %j has the team SOC, or nothing can be told: %j', (rows, isThere) => {
  expect(hasTeam(whole(rows), 'SOC')).toBe(isThere);
});

test('an accent of two characters is that of one', () => {
  expect(hasTeam(whole([{ id: 3, name: 'Zu\u0308rich' }]), 'Z\u00fcrich')).toBe(true);
});
