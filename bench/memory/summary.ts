import type { Figure } from '../row.ts';
import { atMost } from '../support/goals.ts';

export interface MemoryCase {
  what: string;
  early: { calls: number; peakBytes: number };
  late: { calls: number; peakBytes: number };
  judged: boolean;
}

const MAX_GROWTH = 1.05;
const MAX_BYTES = 128 * 1024 * 1024;

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

/** A process's peak, and by how much it grew while it did nothing that it had not done before. */
export const summariseMemory = (cases: readonly MemoryCase[]): Figure[] =>
  cases.flatMap(({ what, early, late, judged }): Figure[] => {
    const growth = late.peakBytes / early.peakBytes;
    return [
      {
        what: `${what}: growth`,
        figure: `${mebibytes(late.peakBytes)} after ${late.calls} calls`,
        against: `${mebibytes(early.peakBytes)} after ${early.calls}`,
        ratio: growth,
        ...(judged && { goal: atMost(growth, MAX_GROWTH) }),
      },
      {
        what: `${what}: peak`,
        figure: mebibytes(late.peakBytes),
        against: 'resident memory, whole process',
        ...(judged && { goal: { ...atMost(late.peakBytes, MAX_BYTES), text: `≤ ${mebibytes(MAX_BYTES)}` } }),
      },
    ];
  });
