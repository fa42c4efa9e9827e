import type { Counter } from '../../ledger/item-store.ts';

/** "Seen 37 times, first …, last …": what a person wants to know of the repeats. */
export const occurrenceNote = ({ count, firstAtMs, lastAtMs }: Counter): string =>
  `Seen ${count} times, first ${toUtc(firstAtMs)}, last ${toUtc(lastAtMs)}.`;

const toUtc = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
