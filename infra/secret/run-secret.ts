import type { loadStageConfig } from '../config.ts';
import { checkSecrets } from './check-secrets.ts';
import { parseSecretOptions, SECRET_HELP } from './options.ts';
import { connectSecretsManager } from './secrets-manager.ts';
import { setSecret } from './set-secret.ts';
import { findTarget } from './target.ts';
import { openTerminal } from './terminal.ts';

type Surroundings = Pick<NodeJS.Process, 'env'> & {
  /** Unset: from `infra/config.ts`. */
  loadStage?: typeof loadStageConfig;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
};

/** @returns the exit code. @throws OperatorError, also where the arguments are wrong */
export async function runSecret(args: string[], surroundings: Surroundings): Promise<number> {
  const { env, loadStage, stdin, stdout, stderr } = surroundings;
  const say = (line: string) => void stdout.write(`${line}\n`);
  const options = parseSecretOptions(args);
  if (options.command === 'help') {
    say(SECRET_HELP);
    return 0;
  }
  const target = await findTarget(options, env, loadStage);
  const store = connectSecretsManager(target.localUrl);
  const terminal = openTerminal({ input: stdin, output: stderr });
  try {
    if (options.command === 'check') return (await checkSecrets(options.names, { target, store, say })) ? 0 : 1;
    const [name = ''] = options.names;
    await setSecret(name, options, { target, store, terminal, say });
    return 0;
  } finally {
    terminal.close();
    store.close();
  }
}
