import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LocalFunction } from '../../infra/local/template.ts';
import { firstAnswerMs } from './first-answer.ts';

export interface Candidate {
  fn: LocalFunction;
  event(): APIGatewayProxyEventV2;
}

/**
 * First answers round by round, so that a busy moment of the machine hits all candidates. The first round only warms the disk's cache.
 *
 * @returns milliseconds, one list a candidate
 */
export async function coldStartsInTurns(candidates: readonly Candidate[], rounds: number): Promise<number[][]> {
  const times: number[][] = candidates.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { fn, event }] of candidates.entries()) {
      const elapsedMs = await firstAnswerMs(fn, event());
      if (round > 0) times[index]?.push(elapsedMs);
    }
  }
  return times;
}
