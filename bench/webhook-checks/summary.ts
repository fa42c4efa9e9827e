import type { Figure } from '../row.ts';
import { kilobytes, milliseconds, number } from '../support/format.ts';
import { atMost } from '../support/goals.ts';
import { spreadOf } from '../support/statistics.ts';
import type { CheckTimes } from './child.ts';

export interface CheckCase extends CheckTimes {
  what: string;
  maxP99Ms: number;
}

/** What a message takes before anything is asked of anybody. */
export const summariseChecks = (cases: readonly CheckCase[]): Figure[] =>
  cases.flatMap(({ what, gzipBytes, jsonBytes, maxP99Ms, oursMs, nodesMs }): Figure[] => {
    const ours = spreadOf(oursMs);
    const nodes = spreadOf(nodesMs);
    return [
      {
        what: `${what} (${kilobytes(gzipBytes)} gzipped, ${kilobytes(jsonBytes)} of JSON)`,
        figure: milliseconds(ours),
        against: `inflate, HMAC and JSON.parse alone ${milliseconds(nodes)}`,
        ratio: ours.median / nodes.median,
      },
      {
        what: `${what}: p99`,
        figure: `${number(ours.p99)} ms`,
        against: `alone ${number(nodes.p99)} ms`,
        ratio: ours.p99 / nodes.p99,
        goal: atMost(ours.p99, maxP99Ms, { unit: 'ms' }),
      },
    ];
  });
