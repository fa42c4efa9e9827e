import { describe, expect, test } from '@jest/globals';
import { isOccurrenceNote, occurrenceNote } from '../../../../../lib/action/occurrences/notes/note-text.ts';

const counter = {
  count: 37,
  firstAtMs: Date.UTC(2026, 0, 5, 9),
  lastAtMs: Date.UTC(2026, 0, 5, 9, 30, 1, 999),
  names: [],
};

test('says how often, when first and when last, in UTC to the second', () => {
  expect(occurrenceNote(counter)).toBe('Seen 37 times, first 2026-01-05 09:00:00 UTC, last 2026-01-05 09:30:01 UTC.');
});

describe('is told from other entries', () => {
  test.each<[string, Record<string, unknown>, boolean]>([
    ['its own text', { note: occurrenceNote(counter) }, true],
    ['another count of the same occurrences', { note: occurrenceNote({ ...counter, count: 12, lastAtMs: 0 }) }, true],
    ['stored longer than it was sent', { note: `${occurrenceNote(counter)}\n-- \nsent by HaloPSA` }, true],
    ['as HTML only', { note_html: `<p>${occurrenceNote(counter)}</p>` }, true],
    ['occurrences that began at another time', { note: occurrenceNote({ ...counter, firstAtMs: 0 }) }, false],
    ['an analyst who saw it', { note: 'Seen it, first 2026-01-05 09:00:00 UTC' }, false],
    ['no text at all', {}, false],
  ])('%s', (_, entry, isIt) => {
    expect(isOccurrenceNote({ id: 2, ...entry }, counter)).toBe(isIt);
  });
});

test.each([
  ['x'.repeat(9_000), `${'x'.repeat(2_000)}…`],
  [`${'x'.repeat(1_999)}😀 and more`, `${'x'.repeat(1_999)}…`],
  ['x'.repeat(2_000), 'x'.repeat(2_000)],
])('a note says what is new in 2,000 characters, and never half a one', (text, shown) => {
  expect(occurrenceNote(counter, text).split('\n\n')).toEqual([occurrenceNote(counter), shown]);
});

describe('the machines', () => {
  const machinesIn = (names: string[]) => occurrenceNote({ ...counter, names }, 'Newest: x').split('\n\n')[1];

  test('are named where there are several, in the order of their names', () => {
    expect(machinesIn(['WS-2', 'DC-1', 'WS-1'])).toBe('Machines: DC-1, WS-1, WS-2');
  });

  test('are a hundred at most, and the note says that there are more', () => {
    const names = Array.from({ length: 100 }, (_, i) => `PC-${i}`);
    expect(machinesIn(names)).toMatch(/^The first 100 machines: PC-0, /);
  });

  test.each([[[]], [['WS-1']]])('are not listed where they are %j, which the rest of the note says', (names) => {
    expect(machinesIn(names)).toBe('Newest: x');
  });
});
