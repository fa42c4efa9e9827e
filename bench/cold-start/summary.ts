import type { Figure, Goal } from '../row.ts';
import { milliseconds, number } from '../support/format.ts';
import { atMost } from '../support/goals.ts';
import { spreadOf } from '../support/statistics.ts';

export interface ColdStarts {
  /** Milliseconds of each round; the rounds of all functions took turns. */
  empty: number[];
  plain: number[];
  functions: { what: string; firstAnswersMs: number[]; goal?: number }[];
}

/** How far a ratio may be from its goal before the run fails: cold starts scatter more than anything else here. */
const ROOM = 0.25;

const fastest = (sample: readonly number[]) => Math.min(...sample);

/** Each function's time above the empty handler's, over the plain bundle's time above it. */
export function summariseColdStarts({ empty, plain, functions }: ColdStarts): Figure[] {
  const baseMs = spreadOf(empty).median;
  const plainMs = spreadOf(plain).median - baseMs;
  const fastestRatio = (sample: readonly number[]) =>
    (fastest(sample) - fastest(empty)) / (fastest(plain) - fastest(empty));
  return [
    { what: 'empty handler', figure: milliseconds(spreadOf(empty)), against: '' },
    { what: 'plain bundle', figure: milliseconds(spreadOf(plain)), against: `${number(plainMs)} ms above empty` },
    ...functions.map(({ what, firstAnswersMs, goal }): Figure => {
      const spread = spreadOf(firstAnswersMs);
      const aboveMs = spread.median - baseMs;
      const ratio = aboveMs / plainMs;
      return {
        what,
        figure: milliseconds(spread),
        against: `${number(aboveMs)} ms above empty, plain ${number(plainMs)} ms`,
        ratio,
        ...(goal !== undefined && { goal: judge(ratio, fastestRatio(firstAnswersMs), goal) }),
      };
    }),
  ];
}

/** Other processes can slow down most rounds of one function, hardly all of them: the fastest rounds have to agree before the run fails. */
function judge(ratio: number, fastestRatio: number, goal: number): Goal {
  const { failed } = atMost(Math.min(ratio, fastestRatio), goal, { room: ROOM });
  return { ...atMost(ratio, goal), failed };
}
