import type { Figure } from '../row.ts';
import { number } from '../support/format.ts';
import { atLeast } from '../support/goals.ts';
import { spreadOf } from '../support/statistics.ts';

export interface ThroughputCase {
  what: string;
  /** Answers a second, one figure a round; all processes together. */
  ours: number[];
  bare: number[];
}

const MIN_RATIO = 0.9;

const perSecond = (rates: readonly number[]) => {
  const { median, q1, q3 } = spreadOf(rates);
  return `${number(median)}/s (${number(q1)} to ${number(q3)})`;
};

/** A worker takes one call at a time, so a process can at best answer as often as HaloPSA does. */
export const summariseThroughput = (cases: readonly ThroughputCase[]): Figure[] =>
  cases.map(({ what, ours, bare }) => {
    const ratio = spreadOf(ours).median / spreadOf(bare).median;
    return {
      what,
      figure: perSecond(ours),
      against: `bare undici ${perSecond(bare)}`,
      ratio,
      goal: atLeast(ratio, MIN_RATIO),
    };
  });
