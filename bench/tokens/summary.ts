import type { Figure, Goal } from '../row.ts';
import { exactly } from '../support/goals.ts';

export interface TokenCase {
  processes: number;
  callsEach: number;
  /** Whether they share a token through the table. */
  shared: boolean;
  tokens: number;
  /** By the plain bundle, under the same calls. */
  plainTokens: number;
}

/** Token requests of processes that start under load. */
export const summariseTokens = (cases: readonly TokenCase[]): Figure[] =>
  cases.map(({ processes, callsEach, shared, tokens, plainTokens }) => ({
    what: `${processes} cold ${processes === 1 ? 'process' : 'processes'}, ${callsEach} calls at once each${shared ? ', shared token cache' : ''}`,
    figure: `${tokens} token requests`,
    against: `plain ${plainTokens}`,
    ratio: tokens / plainTokens,
    goal: shared ? onceAFleet(tokens, processes) : exactly(tokens, processes),
  }));

/** On a slow machine somebody may have waited long enough to ask too. Where everybody asks, sharing does nothing, and the run fails. */
const onceAFleet = (tokens: number, processes: number): Goal => ({
  ...exactly(tokens, 1),
  failed: tokens >= processes,
});
