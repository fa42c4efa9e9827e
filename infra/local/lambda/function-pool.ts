import type { InvocationOutcome } from './invocation-outcome.ts';
import { MAX_PAYLOAD_BYTES } from './max-payload-bytes.ts';
import type { Worker } from './start-worker.ts';

export interface FunctionPool {
  /**
   * Runs the function once. Never rejects.
   *
   * @param signal aborted when nobody waits any longer; an invocation that has begun runs to its end, as in Lambda
   */
  invoke(event: unknown, signal?: AbortSignal): Promise<InvocationOutcome>;
  /** Ends every worker and fails what is waiting or running. */
  close(): Promise<void>;
}

/** Starts a worker; undefined when it could not initialise. `stop` ends it. */
export type StartWorker = (stop: AbortSignal) => Promise<Worker | undefined>;

interface Waiting {
  event: string;
  settle(outcome: InvocationOutcome): void;
}

const MAX_WORKERS = 10;

/**
 * The execution environments of one function. A worker takes one invocation at a time. An invocation that finds none idle makes
 * another one start, up to `maxWorkers`, and waits, first come, first served, for whichever worker is free first. Idle workers stay.
 */
export function createFunctionPool(startWorker: StartWorker, maxWorkers = MAX_WORKERS): FunctionPool {
  const waiting: Waiting[] = [];
  const live = new Set<Worker>();
  const idle: Worker[] = [];
  const starts = new Set<Promise<void>>();
  const stop = new AbortController();

  function pump(): void {
    while (waiting.length > 0 && idle.length > 0) void serve(idle.pop() as Worker, waiting.shift() as Waiting);
    while (starts.size < waiting.length && live.size + starts.size < maxWorkers) {
      const start = grow().finally(() => {
        starts.delete(start);
        pump();
      });
      starts.add(start);
    }
  }

  async function grow(): Promise<void> {
    const worker = await startWorker(stop.signal);
    if (!worker) {
      // As many starts are under way as invocations wait for one, so each failure answers one: the longest waiting.
      waiting.shift()?.settle({ kind: 'failed' });
      return;
    }
    live.add(worker);
    idle.push(worker);
    void worker.exited.then(() => {
      live.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      pump();
    });
  }

  async function serve(worker: Worker, { event, settle }: Waiting): Promise<void> {
    settle(await worker.run(event));
    if (live.has(worker)) idle.push(worker);
    pump();
  }

  return {
    invoke(event, signal) {
      const payload = JSON.stringify(event);
      if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) return Promise.resolve({ kind: 'too_large' });
      if (stop.signal.aborted) return Promise.resolve({ kind: 'failed' });
      const { promise, resolve: settle } = Promise.withResolvers<InvocationOutcome>();
      const invocation = { event: payload, settle };
      signal?.addEventListener('abort', () => {
        if (waiting.includes(invocation)) waiting.splice(waiting.indexOf(invocation), 1);
        settle({ kind: 'failed' });
      });
      waiting.push(invocation);
      pump();
      return promise;
    },
    async close() {
      stop.abort();
      for (const { settle } of waiting.splice(0)) settle({ kind: 'failed' });
      await Promise.all(starts);
      await Promise.all([...live].map(({ exited }) => exited));
    },
  };
}
