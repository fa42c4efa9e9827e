import { fork } from 'node:child_process';
import { once } from 'node:events';
import { workerEnvironment } from '../../infra/local/lambda/worker-environment.ts';
import type { LocalFunction } from '../../infra/local/template.ts';

/**
 * Runs a script that ends with `answerParent` in a fresh process with a function's own environment, and returns what it answered. Its log
 * goes through a pipe, as in Lambda.
 *
 * @throws Error where it ends without an answer; its stderr is shown
 */
export async function inChild<T>(script: URL, fn: LocalFunction, input: unknown): Promise<T> {
  const child = fork(script, {
    env: workerEnvironment(fn, 'none'),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  child.stdout?.resume();
  const exited = once(child, 'exit');
  child.send(input as object);
  const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (first === undefined) throw new Error(`${script.pathname} ended without an answer.`);
  child.disconnect();
  await exited;
  return first[0] as T;
}

/** The other end: waits for the input, and sends what `main` makes of it. Ends with the parent, and when the parent lets go. */
export function answerParent<I, T>(main: (input: I) => Promise<T>): void {
  process.once('disconnect', () => process.exit(0));
  process.once('message', async (input) => process.send?.(await main(input as I)));
}
