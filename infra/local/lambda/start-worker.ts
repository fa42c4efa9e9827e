import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LocalFunction } from '../template.ts';
import type { InvocationOutcome } from './invocation-outcome.ts';
import { startRuntimeApi } from './runtime-api.ts';
import { workerEnvironment } from './worker-environment.ts';

export interface Worker {
  /** Runs one invocation. Never rejects. After a crash or a timeout it settles when the process is gone. */
  run(event: string): Promise<InvocationOutcome>;
  exited: Promise<void>;
}

/** Takes a line that a function wrote, or that Lambda would have written about it. */
export type LogLine = (functionName: string, line: string) => void;

const BOOTSTRAP = fileURLToPath(new URL('bootstrap.mjs', import.meta.url));
/** What Lambda allows for the code outside the handler before it starts over: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_MS = 10_000;
/** The rest of the function's memory is for what V8 doesn't count: buffers, code, the process itself. */
const HEAP_SHARE = 0.9;

/**
 * Starts one execution environment: a Node process that loads the function's bundle and then takes one invocation at a time.
 * Unlike Lambda's it isn't frozen between invocations.
 *
 * @param stop kills the process, whatever it is doing
 * @returns undefined when the bundle can't be loaded, or not in time; the log says why
 */
export async function startWorker(fn: LocalFunction, log: LogLine, stop: AbortSignal): Promise<Worker | undefined> {
  const api = await startRuntimeApi(fn.arn);
  const heapMb = Math.floor(fn.memoryMb * HEAP_SHARE);
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, BOOTSTRAP], {
    env: workerEnvironment(fn, api.address),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stop,
    killSignal: 'SIGKILL',
  });
  // Emitted for `stop` too; what follows from it is seen at the exit.
  child.on('error', () => undefined);
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => log(fn.name, line));
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve())).then(api.close);

  const isReady = await firstOf(api.initialised, exited, INIT_LIMIT_MS + fn.timeoutMs);
  if (isReady !== true) {
    if (isReady === 'timed_out') log(fn.name, `INIT_REPORT Status: timeout after ${INIT_LIMIT_MS + fn.timeoutMs} ms`);
    await kill(child, exited);
    return undefined;
  }
  return {
    exited,
    async run(event) {
      const requestId = randomUUID();
      const reply = api.run({ requestId, event, deadlineMs: Date.now() + fn.timeoutMs });
      const outcome = await firstOf(reply, exited, fn.timeoutMs);
      if (typeof outcome === 'object') return outcome;
      log(
        fn.name,
        outcome === 'timed_out'
          ? `${requestId} Task timed out after ${(fn.timeoutMs / 1000).toFixed(2)} seconds`
          : `RequestId: ${requestId} Error: Runtime exited (${child.signalCode ?? child.exitCode}) Runtime.ExitError`,
      );
      await kill(child, exited);
      return { kind: 'failed' };
    },
  };
}

async function firstOf<T>(
  reply: Promise<T>,
  exited: Promise<void>,
  limitMs: number,
): Promise<T | 'exited' | 'timed_out'> {
  const limit = new AbortController();
  try {
    return await Promise.race([
      reply,
      exited.then(() => 'exited' as const),
      delay(limitMs, 'timed_out' as const, { signal: limit.signal }).catch(() => 'timed_out' as const),
    ]);
  } finally {
    limit.abort();
  }
}

async function kill(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}
