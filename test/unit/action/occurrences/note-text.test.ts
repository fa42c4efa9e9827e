import { describe, expect, test } from '@jest/globals';
import { isOccurrenceNote, occurrenceNote } from '../../../../lib/action/occurrences/note-text.ts';

const counter = { count: 37, firstAtMs: Date.UTC(2026, 0, 5, 9), lastAtMs: Date.UTC(2026, 0, 5, 9, 30, 1, 999) };

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

test('a note says what is new in 2,000 characters', () => {
  const [count, sighting] = occurrenceNote(counter, 'x'.repeat(9_000)).split('\n\n');
  expect([count, sighting]).toEqual([occurrenceNote(counter), 'x'.repeat(2_000)]);
});
