import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LocalFunction } from '../../infra/local/template.ts';
import { startMeasuredWorker } from '../support/start-measured-worker.ts';

/** Milliseconds from the start of a function's process to its answer to one event. */
export async function firstAnswerMs(fn: LocalFunction, event: APIGatewayProxyEventV2): Promise<number> {
  const startedAtMs = performance.now();
  const worker = await startMeasuredWorker(fn);
  try {
    await worker.answer(event);
    return performance.now() - startedAtMs;
  } finally {
    await worker.close();
  }
}
