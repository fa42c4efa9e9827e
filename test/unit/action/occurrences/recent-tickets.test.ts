import { beforeEach, expect, test } from '@jest/globals';
import { createRecentTickets, type RecentTickets } from '../../../../lib/action/occurrences/recent-tickets.ts';
import { createTestClock, type TestClock } from '../../../support/test-clock.ts';

let clock: TestClock;
let recent: RecentTickets;
beforeEach(() => {
  clock = createTestClock();
  recent = createRecentTickets(clock);
});

test('a ticket is believed for five seconds', () => {
  recent.put('a', { id: 1 });
  clock.advance(4_999);
  expect(recent.get('a')).toEqual({ id: 1 });
  clock.advance(1);
  expect(recent.get('a')).toBeUndefined();
});

test('one that is read again is believed anew', () => {
  recent.put('a', { id: 1 });
  clock.advance(4_000);
  recent.put('a', { id: 1, hasbeenclosed: true });
  clock.advance(4_000);
  expect(recent.get('a')).toEqual({ id: 1, hasbeenclosed: true });
});

test('another key has none', () => {
  recent.put('a', { id: 1 });
  expect(recent.get('b')).toBeUndefined();
});

test('two hundred are kept, those that were read last', () => {
  for (let i = 0; i < 200; i++) recent.put(String(i), { id: i });
  recent.put('0', { id: 0 });
  recent.put('new', { id: 999 });
  expect(recent.get('1')).toBeUndefined();
  expect(recent.get('0')).toEqual({ id: 0 });
  expect(recent.get('2')).toEqual({ id: 2 });
});
