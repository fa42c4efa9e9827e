import type { Figure } from '../row.ts';
import { exactly } from '../support/goals.ts';

export interface TokenCase {
  processes: number;
  callsEach: number;
  tokens: number;
  /** By the plain bundle, under the same calls. */
  plainTokens: number;
}

/** Token requests of processes that start under load; counts have no noise. */
export const summariseTokens = (cases: readonly TokenCase[]): Figure[] =>
  cases.map(({ processes, callsEach, tokens, plainTokens }) => ({
    what: `${processes} cold ${processes === 1 ? 'process' : 'processes'}, ${callsEach} calls at once each`,
    figure: `${tokens} token requests`,
    against: `plain ${plainTokens}`,
    ratio: tokens / plainTokens,
    goal: exactly(tokens, processes),
  }));
