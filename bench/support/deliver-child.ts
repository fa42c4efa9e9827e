import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { answerParent } from './in-child.ts';
import { loadHandler } from './load-handler.ts';

export interface Deliveries {
  codeDir: string;
  /** The events of a batch are delivered at once, the batches one after the other. */
  batches: APIGatewayProxyEventV2[][];
}

/** Delivers events to a bundle that has seen none. Answers how many got a 200. */
answerParent(async ({ codeDir, batches }: Deliveries): Promise<number> => {
  const call = await loadHandler(codeDir);
  let answered = 0;
  for (const batch of batches) {
    const results = await Promise.allSettled(batch.map(call));
    answered += results.filter(({ status }) => status === 'fulfilled').length;
  }
  return answered;
});
