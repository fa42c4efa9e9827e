import type { Goal } from '../row.ts';

export interface GoalOptions {
  unit?: string;
  /** The share by which the limit may be exceeded before the run fails; without it a missed goal is only said. */
  room?: number;
}

/** The figure must not exceed the limit. */
export function atMost(value: number, limit: number, { unit = '', room }: GoalOptions = {}): Goal {
  return {
    text: `≤ ${limit}${unit && ` ${unit}`}`,
    met: value <= limit,
    failed: room !== undefined && !(value <= limit * (1 + room)),
  };
}

/** The figure must reach the limit. */
export function atLeast(value: number, limit: number, { unit = '' }: GoalOptions = {}): Goal {
  return { text: `≥ ${limit}${unit && ` ${unit}`}`, met: value >= limit, failed: false };
}

/** A count that has no noise: any other one fails the run. */
export const exactly = (value: number, expected: number): Goal => ({
  text: `= ${expected}`,
  met: value === expected,
  failed: value !== expected,
});
