import type { HaloRecord } from '../../../halopsa/api.ts';
import type { Counter } from '../../../ledger/item-store.ts';
import { toUtc } from '../../to-utc.ts';
import { MAX_MACHINES } from '../remember-machine.ts';

const MAX_SIGHTING_CHARS = 2_000;

/** "Seen 37 times, first …, last …": what a person wants to know of the repeats. */
export const occurrenceNote = (counter: Counter, sighting = ''): string =>
  [
    `Seen ${counter.count} times, ${firstSeen(counter)}, last ${toUtc(counter.lastAtMs)}.`,
    machinesOf(counter),
    cutOff(sighting),
  ]
    .filter(Boolean)
    .join('\n\n');

const machinesOf = ({ names }: Counter): string =>
  names.length < 2
    ? ''
    : `${names.length < MAX_MACHINES ? 'Machines' : `The first ${names.length} machines`}: ${names.toSorted().join(', ')}`;

/** Not within a character that takes two. */
const cutOff = (text: string): string =>
  text.length <= MAX_SIGHTING_CHARS ? text : `${text.slice(0, MAX_SIGHTING_CHARS).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** Whether an entry of the timeline is such a note about these occurrences. */
export const isOccurrenceNote = ({ note, note_html: html }: HaloRecord, counter: Counter): boolean =>
  /Seen \d+ times, /.test(String(note ?? html)) && String(note ?? html).includes(firstSeen(counter));

const firstSeen = ({ firstAtMs }: Counter): string => `first ${toUtc(firstAtMs)}`;
