import type { Figure } from '../row.ts';
import { number } from '../support/format.ts';
import { atMost } from '../support/goals.ts';
import { spreadOf } from '../support/statistics.ts';
import type { WarmTimes } from '../warm/child.ts';

/** Calls beside so many of something: organizations of the process, items of the table. */
export interface CrowdCase extends Pick<WarmTimes, 'oursMs' | 'bareMs'> {
  count: number;
}

/** Beyond this it is growth and not noise. */
const MAX_GROWTH = 1.2;

/** Each size's time over the bare POST's, against the same at the smallest size. The bare POST takes the machine's mood out. */
export function summariseCrowd(what: string, cases: readonly CrowdCase[]): Figure[] {
  const overBare = ({ oursMs, bareMs }: CrowdCase) => spreadOf(oursMs).median / spreadOf(bareMs).median;
  const [smallest] = cases;
  return cases.map((one) => {
    const growth = overBare(one) / overBare(smallest ?? one);
    return {
      what: `${one.count} ${what}`,
      figure: `${number(spreadOf(one.oursMs).median)} ms, ${number(overBare(one))} of a bare POST`,
      against: `bare POST ${number(spreadOf(one.bareMs).median)} ms`,
      ratio: growth,
      ...(one !== smallest && { goal: atMost(growth, MAX_GROWTH) }),
    };
  });
}

export interface SearchCase {
  pages: number;
  elapsedMs: number[];
  /** The most calls that HaloPSA had to answer at one time. */
  inFlight: number;
}

const MAX_IN_FLIGHT = 4;

/** Time per page against the same over the smallest search of several pages; more pages than are asked for at once make it less noisy. */
export function summariseSearches(cases: readonly SearchCase[]): Figure[] {
  const perPage = ({ elapsedMs, pages }: SearchCase) => spreadOf(elapsedMs).median / pages;
  const first = cases.find(({ pages }) => pages > MAX_IN_FLIGHT);
  return cases.flatMap((one): Figure[] => {
    const growth = first === undefined ? Number.NaN : perPage(one) / perPage(first);
    const isCompared = one !== first && one.pages > MAX_IN_FLIGHT;
    return [
      {
        what: `asset search over ${one.pages} ${one.pages === 1 ? 'page' : 'pages'}`,
        figure: `${number(spreadOf(one.elapsedMs).median)} ms, ${number(perPage(one))} ms a page`,
        against: first === undefined ? '' : `${number(perPage(first))} ms a page over ${first.pages}`,
        ...(isCompared && { ratio: growth, goal: atMost(growth, MAX_GROWTH) }),
      },
      {
        what: `asset search over ${one.pages} ${one.pages === 1 ? 'page' : 'pages'}: in flight`,
        figure: `${one.inFlight} at most`,
        against: '',
        goal: atMost(one.inFlight, MAX_IN_FLIGHT, { room: 0 }),
      },
    ];
  });
}
