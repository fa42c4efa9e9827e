import type { Figure } from '../row.ts';
import { exactly } from '../support/goals.ts';
import type { Trips } from './count.ts';

export interface CountedCase {
  what: string;
  trips: Trips;
  /** The least that HaloPSA's API allows: what has to be known before the write, and the write. */
  expected: number;
}

/** Round trips to HaloPSA, by action, one after the other; counts have no noise. */
export const summariseTrips = (cases: readonly CountedCase[]): Figure[] =>
  cases.map(({ what, trips, expected }) => ({
    what,
    figure: `${trips.inSequence} in sequence, ${trips.calls} calls`,
    against: `${expected} by hand`,
    ratio: trips.inSequence / expected,
    goal: exactly(trips.inSequence, expected),
  }));
