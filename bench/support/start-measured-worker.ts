import { startWorker } from '../../infra/local/lambda/start-worker.ts';
import type { LocalFunction } from '../../infra/local/template.ts';

export interface MeasuredWorker {
  /**
   * Runs the function once.
   *
   * @returns the answer's body, parsed
   * @throws Error where it isn't a 200: a benchmark of failures would be a fast one
   */
  answer(event: object): Promise<unknown>;
  close(): Promise<void>;
}

/** A function's process behind Lambda's Runtime API, as the local stack runs it. */
export async function startMeasuredWorker(fn: LocalFunction): Promise<MeasuredWorker> {
  const lines: string[] = [];
  const stop = new AbortController();
  const worker = await startWorker(fn, (_, line) => keepLast(lines, line), stop.signal);
  if (worker === undefined) throw new Error(`${fn.name} did not start:\n${lines.join('\n')}`);
  return {
    async answer(event) {
      const outcome = await worker.run(JSON.stringify(event));
      const reply = outcome.kind === 'reply' ? JSON.parse(outcome.payload) : {};
      if (reply.statusCode === 200) return JSON.parse(reply.body);
      throw new Error(`${fn.name} answered ${reply.statusCode}: ${reply.body}\n${lines.join('\n')}`);
    },
    async close() {
      stop.abort();
      await worker.exited;
    },
  };
}

/** What a failure's cause is looked for in. */
const KEPT_LINES = 20;

function keepLast(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > KEPT_LINES) lines.shift();
}
