import { describe, expect, test } from '@jest/globals';
import { pauseBeforeNoteMs, planNote } from '../../../../../lib/action/occurrences/notes/plan-note.ts';

const NOW_MS = 1_000_000;
const noted = (noteId: number, addedAgoMs: number, writtenAgoMs = addedAgoMs) => ({
  noteId,
  addedAtMs: NOW_MS - addedAgoMs,
  writtenAtMs: NOW_MS - writtenAgoMs,
});

describe('a note', () => {
  test.each([
    ['the first', { noteId: 0, addedAtMs: 0, writtenAtMs: 0 }, { kind: 'add' }],
    ['a moment after the last', noted(3, 1), { kind: 'edit', noteId: 3 }],
    ['just within its minute', noted(3, 59_999), { kind: 'edit', noteId: 3 }],
    ['a minute after it', noted(3, 60_000), { kind: 'add' }],
    ['within the minute of one that can not be edited', noted(0, 59_999), { kind: 'none' }],
    ['a minute after one that can not be edited', noted(0, 60_000), { kind: 'add' }],
  ])('%s', (_, last, plan) => {
    expect(planNote(last, NOW_MS)).toEqual(plan);
  });
});

describe('the pause before a note', () => {
  test.each([
    ['none below a hundred occurrences', 99, noted(3, 0), 0],
    ['five seconds in a storm', 100, noted(3, 0), 5_000],
    ['what is left of them', 100, noted(3, 10_000, 3_000), 2_000],
    ['none after them', 5_000, noted(3, 10_000, 5_000), 0],
    ['none where there was no note', 5_000, { noteId: 0, addedAtMs: 0, writtenAtMs: 0 }, 0],
  ])('is %s', (_, count, last, pauseMs) => {
    expect(pauseBeforeNoteMs(count, last, NOW_MS)).toBe(pauseMs);
  });
});
