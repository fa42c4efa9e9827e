import type { Metafile } from 'esbuild';
import type { Figure } from '../row.ts';
import { kilobytes } from '../support/format.ts';
import { atMost } from '../support/goals.ts';
import { bytesByPackage } from './by-package.ts';

export interface Bundle {
  name: string;
  metafile: Pick<Metafile, 'outputs'>;
  /** What it had when its size was last agreed to. */
  budgetBytes: number | undefined;
}

const LIMIT_BYTES = 1_100_000;
const ROOM = 0.05;
const NAMED_PACKAGES = 5;

/** Each function's size against its budget. One without a budget fails the run: a new function has to get one. */
export function summariseBundles(bundles: readonly Bundle[], plainBytes: number): Figure[] {
  return bundles.flatMap(({ name, metafile, budgetBytes }): Figure[] => {
    const bytes = Object.values(metafile.outputs).reduce((total, output) => total + output.bytes, 0);
    const budget = atMost(bytes, budgetBytes ?? Number.NaN, { room: ROOM });
    const largest = bytesByPackage(metafile).slice(0, NAMED_PACKAGES);
    return [
      {
        what: name,
        figure: kilobytes(bytes),
        against: `plain ${kilobytes(plainBytes)}`,
        ratio: bytes / plainBytes,
        goal: { ...atMost(bytes, LIMIT_BYTES), text: `≤ ${kilobytes(LIMIT_BYTES)}` },
      },
      {
        what: `${name}, budget`,
        figure: largest.map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(', '),
        against: budgetBytes === undefined ? 'no budget' : `budget ${kilobytes(budgetBytes)}`,
        ratio: budgetBytes === undefined ? Number.NaN : bytes / budgetBytes,
        goal: { ...budget, text: '≤ budget + 5 %', met: !budget.failed },
      },
    ];
  });
}
