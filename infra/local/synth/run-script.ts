import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OperatorError } from '../../operator-error.ts';

/**
 * Runs one of the project's scripts with the Node that runs us.
 *
 * @param signal ends it early
 * @throws OperatorError with what the script wrote to stderr, when it fails
 * @throws AbortError on `signal`
 */
export async function runScript(
  script: string,
  { cwd, env, signal }: { cwd: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal },
): Promise<void> {
  const child = spawn(process.execPath, [script], { cwd, env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new OperatorError(`${script} failed:\n${said.trimEnd()}`);
}
