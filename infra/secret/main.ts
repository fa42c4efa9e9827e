import { runCli } from '../local/cli/run-cli.ts';
import { checkSecrets } from './check-secrets.ts';
import { parseSecretOptions, SECRET_HELP } from './options.ts';
import { connectSecretsManager } from './secrets-manager.ts';
import { setSecret } from './set-secret.ts';
import { findTarget } from './target.ts';
import { openTerminal } from './terminal.ts';

/** `npm run secret`: sets and checks what the functions read from Secrets Manager. `--help` lists the options. */
async function main(): Promise<number> {
  const options = parseSecretOptions(process.argv.slice(2));
  if (options.command === 'help') {
    console.log(SECRET_HELP);
    return 0;
  }
  const target = await findTarget(options, process.env);
  const store = connectSecretsManager(target.localUrl);
  const terminal = openTerminal({ input: process.stdin, output: process.stderr });
  try {
    const say = (line: string) => console.log(line);
    if (options.command === 'check') return (await checkSecrets(options.names, { target, store, say })) ? 0 : 1;
    const [name = ''] = options.names;
    await setSecret(name, options, { target, store, terminal, say });
    return 0;
  } finally {
    terminal.close();
    store.close();
  }
}

await runCli(main);
