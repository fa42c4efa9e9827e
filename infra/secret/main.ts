import { runCli } from '../local/cli/run-cli.ts';
import { runSecret } from './run-secret.ts';

/** `npm run secret`: sets and checks what the functions read from Secrets Manager. `--help` lists the options. */
await runCli(() => runSecret(process.argv.slice(2), process));
