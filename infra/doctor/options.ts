import { parseArgs } from 'node:util';
import { OperatorError } from '../operator-error.ts';
import { wrongArguments } from '../wrong-arguments.ts';

const COMMANDS = ['check', 'probe', 'scopes', 'clean'] as const;

export interface DoctorOptions {
  command: (typeof COMMANDS)[number] | 'help';
  /** Where the credentials come from: this secret, what the options below say, or else the local stack. */
  secretId?: string;
  instanceUrl?: string;
  clientId?: string;
  tenant?: string;
  authUrl?: string;
  scope?: string;
  /** The stage whose `allowedHaloHosts` count. */
  stage: string;
  /** The file that `npm start -- --state FILE` wrote. */
  state?: string;
  allowLoopback: boolean;
  write: boolean;
  matrix: boolean;
  output: 'table' | 'json' | 'markdown';
  testClientId?: number;
  assetTypeId?: number;
}

export const DOCTOR_HELP = `Usage: npm run doctor -- [check|probe|scopes|clean] [options]

check    Whether the set-up works, by reads alone (the default).
probe    Runs the six actions that everything is made of on records tagged [halopsa-doctor], then removes them.
         Writes, so it wants --write.
scopes   Granted permissions against needed ones. With --matrix every scope alone against every endpoint.
clean    Removes tagged records that a probe had to leave behind.

Which HaloPSA; without any of these it is the one of the stack that \`npm start\` runs:
  --secret-id ID         a secret of the extension in AWS Secrets Manager
  --instance-url URL     HaloPSA's address, with
  --client-id ID           the Client ID; the Client Secret comes from HALOPSA_CLIENT_SECRET or is asked for
  --tenant T, --auth-url URL, --scope S
                         as in the secret
  --stage S              whose allowedHaloHosts in infra/config.ts may be addressed (default dev)
  --state FILE           the stack that \`npm start -- --state FILE\` runs
  --allow-loopback       permit http to this machine, for a simulator

  --write                probe, scopes --matrix: write, too
  --matrix               scopes: the whole matrix
  --test-client-id N     where records of a probe go (default: the first client that fits)
  --asset-type-id N      of which type its asset is (default: the first)

  --json, --markdown     for machines (\`npm run --silent doctor\` adds nothing to it); for a ticket or a pull request
  --help                 print this

Exit code: 0 all is well, also with warnings; 1 problems were found; 2 it could not run, or not to its end.`;

/**
 * Reads the arguments of `npm run doctor`. No sentence repeats an argument that has no name: it could be a secret in the wrong place.
 * @throws OperatorError, one sentence that says what is wrong
 */
export function parseDoctorOptions(args: string[]): DoctorOptions {
  const { positionals, values } = readArguments(args);
  const [command = 'check', ...more] = positionals;
  const known = COMMANDS.find((one) => one === command);
  if (known === undefined || more.length > 0) throw wrong(`Say what to do with one word: ${COMMANDS.join(', ')}.`);
  const { json, markdown, help } = values;
  const options: DoctorOptions = {
    command: help ? 'help' : known,
    secretId: values['secret-id'],
    instanceUrl: values['instance-url'],
    clientId: values['client-id'],
    tenant: values.tenant,
    authUrl: values['auth-url'],
    scope: values.scope,
    stage: values.stage,
    state: values.state,
    allowLoopback: values['allow-loopback'],
    write: values.write,
    matrix: values.matrix,
    output: json ? 'json' : markdown ? 'markdown' : 'table',
    testClientId: parseId(values['test-client-id'], '--test-client-id'),
    assetTypeId: parseId(values['asset-type-id'], '--asset-type-id'),
  };
  if (json && markdown) throw wrong('Choose one of --json and --markdown.');
  if (help) return options;
  requireConsistent(options);
  return options;
}

function requireConsistent({
  command,
  secretId,
  instanceUrl,
  clientId,
  write,
  matrix,
  ...options
}: DoctorOptions): void {
  const { tenant, authUrl, scope } = options;
  if (secretId !== undefined && instanceUrl !== undefined) throw wrong('Choose one of --secret-id and --instance-url.');
  if ((instanceUrl === undefined) !== (clientId === undefined))
    throw wrong('--instance-url and --client-id go together.');
  if (instanceUrl === undefined && [tenant, authUrl, scope].some((one) => one !== undefined))
    throw wrong('--tenant, --auth-url and --scope go with --instance-url; a secret has its own.');
  if (command === 'probe' && !write)
    throw wrong(
      'A probe writes tickets, notes and an asset into HaloPSA and removes them again; say --write if that is meant.',
    );
  if (matrix && command !== 'scopes') throw wrong('--matrix goes with `scopes`.');
}

function readArguments(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'secret-id': text,
        'instance-url': text,
        'client-id': text,
        tenant: text,
        'auth-url': text,
        scope: text,
        stage: { type: 'string', default: 'dev' },
        state: text,
        'allow-loopback': flag,
        write: flag,
        matrix: flag,
        json: flag,
        markdown: flag,
        'test-client-id': text,
        'asset-type-id': text,
        help: flag,
      },
    });
  } catch (error) {
    if (args.some((one) => one.startsWith('--client-secret')))
      throw wrong('The Client Secret is never an argument: set HALOPSA_CLIENT_SECRET, or be asked for it.');
    throw wrongArguments(error, 'npm run doctor', 2);
  }
}

function parseId(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw wrong(`${option} must be a positive whole number.`);
}

const wrong = (sentence: string) => new OperatorError(sentence, 2);
