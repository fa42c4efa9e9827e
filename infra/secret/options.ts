import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { OperatorError } from '../operator-error.ts';
import { wrongArguments } from '../wrong-arguments.ts';

export interface SecretOptions {
  command: 'set' | 'check' | 'help';
  /** Below the stage's prefix: `default`, `extension`, `orgs/<oid>`. For `check` none means all that the stage has. */
  names: string[];
  stage: string;
  /** The stack that `npm start` runs, and the file by which to find it. */
  local: boolean;
  state?: string;
  /** The new shared secret is made here. */
  generate: boolean;
  /** The old shared secret stays valid beside the new one. */
  rotate: boolean;
  endRotation: boolean;
  /** Also in AWS, where the deployment makes the secrets. */
  create: boolean;
  /** Without the question before writing. */
  yes: boolean;
}

export const SECRET_HELP = `Usage: npm run secret -- set default|orgs/<oid>|extension [options]
       npm run secret -- check [default|orgs/<oid>|extension …] [options]

set    Writes a secret: what it asks you for, or the JSON on standard input. It is checked first, and the names of
       the members that change are shown; values never are. An answer of Enter keeps the member as it is, and what
       isn't asked for is kept, too. JSON replaces the secret as a whole.
check  Reads the stage's secrets and says what is wrong with each.

  --stage S        a stage of infra/config.ts (default dev)
  --local          the secrets of the stack that \`npm start\` runs, in place of AWS; \`npm run send\` signs with the shared
                   secret that the stack started with
  --state FILE     of the stack that \`npm start -- --state FILE\` runs
  --generate       set extension: make a shared secret of 64 random characters
  --rotate         set extension: keep the old shared secret valid as previous_shared_secret
  --end-rotation   set extension: remove previous_shared_secret, and change nothing else
  --create         set: make the secret in AWS if it isn't there. One that the deployment makes (default, extension, the
                   organizations in orgOids) blocks the next deployment
  --yes            set: write without asking
  --help           print this

Exit code: 0 written, or all right; 1 something is wrong with what was given or stored; 2 AWS or the stack can't be used.

  npm run secret -- set default --stage prod
  npm run secret -- set orgs/11111111-2222-4333-8444-555555555555 < org.json`;

const oid = v.pipe(v.string(), v.uuid());

/**
 * Reads the arguments of `npm run secret`. No sentence repeats an argument that has no name: it could be a secret in the wrong place.
 * @throws OperatorError, one sentence that says what is wrong
 */
export function parseSecretOptions(args: string[]): SecretOptions {
  const { positionals, values } = readArguments(args);
  const { help, 'end-rotation': endRotation, local, ...others } = values;
  const options = { ...others, endRotation, local: local || others.state !== undefined };
  const [command, ...names] = positionals;
  if (help) return { ...options, command: 'help', names: [] };
  if (command !== 'set' && command !== 'check')
    throw new OperatorError('Say what to do, `set` or `check`; `npm run secret -- --help` explains them.');
  if (command === 'set' && names.length !== 1)
    throw new OperatorError(
      'Say which one secret to set: `default`, `extension` or `orgs/<organization id>`; a value is never an argument.',
    );
  const forExtension = options.generate || options.rotate || endRotation;
  if (forExtension && (command !== 'set' || names[0] !== 'extension'))
    throw new OperatorError('--generate, --rotate and --end-rotation go with `set extension` alone.');
  if (endRotation && (options.generate || options.rotate))
    throw new OperatorError('--end-rotation goes without --generate and --rotate.');
  return { ...options, command, names: names.map(parseName) };
}

function readArguments(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        stage: { type: 'string', default: 'dev' },
        local: flag,
        state: { type: 'string' },
        generate: flag,
        rotate: flag,
        'end-rotation': flag,
        create: flag,
        yes: flag,
        help: flag,
      },
    });
  } catch (error) {
    throw wrongArguments(error, 'npm run secret');
  }
}

/** Lower case as in LimaCharlie's messages: case matters in a secret's name. */
function parseName(text: string): string {
  if (text === 'default' || text === 'extension') return text;
  const [folder, id, ...more] = text.split('/');
  if (folder === 'orgs' && v.is(oid, id) && more.length === 0) return text.toLowerCase();
  throw new OperatorError('A secret is named `default`, `extension` or `orgs/<organization id>`, the id being a UUID.');
}
