import { describe, expect, test } from '@jest/globals';
import type { OrgConfig } from '../../../../lib/action/config/org-config.ts';
import { type Decision, decideOccurrence, isClosed } from '../../../../lib/action/occurrences/decide.ts';

const DAY_MS = 24 * 3_600_000;
const open = { id: 1, hasbeenclosed: false };
const closed = { id: 1, hasbeenclosed: true };
const deleted = { id: 1, hasbeenclosed: false, deleted: true };

const decide = (ticket: typeof closed | undefined, agoMs: number, config: OrgConfig = {}) =>
  decideOccurrence({ ticket, lastSeenAtMs: 1_000, nowMs: 1_000 + agoMs }, config);

type Row = [what: string, ticket: typeof closed | undefined, agoMs: number, byPolicy: Record<string, Decision>];

describe.each<Row>([
  ['an open ticket in the window', open, 0, { new: 'append', reopen: 'append', append: 'append' }],
  ['an open ticket at the end of the window', open, DAY_MS, { new: 'append', reopen: 'append', append: 'append' }],
  ['an open ticket out of the window', open, DAY_MS + 1, { new: 'new', reopen: 'append', append: 'append' }],
  ['a closed ticket in the window', closed, 0, { new: 'new', reopen: 'reopen', append: 'append' }],
  ['a closed ticket out of the window', closed, DAY_MS + 1, { new: 'new', reopen: 'reopen', append: 'append' }],
  ['a deleted ticket', deleted, 0, { new: 'new', reopen: 'new', append: 'new' }],
  ['a ticket that HaloPSA has no longer', undefined, 0, { new: 'new', reopen: 'new', append: 'new' }],
])('%s', (_, ticket, agoMs, byPolicy) => {
  test.each(Object.entries(byPolicy))('under the policy %s: %s', (policy, decision) => {
    expect(decide(ticket, agoMs, { closed_ticket_policy: policy as 'new', reopen_status_id: 2 })).toBe(decision);
  });

  test('without a policy is decided as under `new`', () => {
    expect(decide(ticket, agoMs)).toBe(byPolicy.new);
  });
});

test('under `reopen` without a status for it a closed ticket has a successor, and an open one goes on', () => {
  expect(decide(closed, 0, { closed_ticket_policy: 'reopen' })).toBe('new');
  expect(decide(open, DAY_MS + 1, { closed_ticket_policy: 'reopen' })).toBe('append');
});

test('under `reopen` into the very status in which HaloPSA calls it closed, it has a successor', () => {
  const config = { closed_ticket_policy: 'reopen', reopen_status_id: 9 } as const;
  const decide = (status_id: number) =>
    decideOccurrence({ ticket: { ...closed, status_id }, lastSeenAtMs: 0, nowMs: 1 }, config);
  expect([decide(9), decide(8)]).toEqual(['new', 'reopen']);
});

describe('a ticket is closed', () => {
  test.each<[object, boolean]>([
    [{ hasbeenclosed: true }, true],
    [{ hasbeenclosed: 'True' }, true],
    [{ hasbeenclosed: false }, false],
    [{ hasbeenclosed: false, dateclosed: '2026-11-20T10:20:41' }, false],
    [{ dateclosed: '2026-11-20T10:20:41.007' }, true],
    [{ hasbeenclosed: null, dateclosed: '2026-11-20T10:20:41Z' }, true],
    [{ dateclosed: '0001-01-01T00:00:00' }, false],
    [{ dateclosed: '1899-12-30T00:00:00' }, false],
    [{ dateclosed: '' }, false],
    [{ dateclosed: null }, false],
    [{}, false],
  ])('as %j says: %s', (more, expected) => {
    expect(isClosed({ id: 1, ...more })).toBe(expected);
  });
});

test.each([
  [1, 60_000, 'append'],
  [1, 60_001, 'new'],
  [2_880, 2 * DAY_MS, 'append'],
] as const)('a window of %d minutes, after %d ms: %s', (minutes, agoMs, decision) => {
  expect(decide(open, agoMs, { dedup_window_minutes: minutes })).toBe(decision);
});

test('a ticket that does not say whether it is closed counts as open', () => {
  expect(decideOccurrence({ ticket: { id: 1 }, lastSeenAtMs: 0, nowMs: 1 }, {})).toBe('append');
});

test('a clock that lags behind the one that counted last keeps the ticket in its window', () => {
  expect(decide(open, -5_000)).toBe('append');
});
