import { parseArgs } from 'node:util';
import { OperatorError } from '../../operator-error.ts';
import { wrongArguments } from '../../wrong-arguments.ts';

export interface SendOptions {
  action: string;
  data: unknown;
  /** The organization's configuration of the extension, as LimaCharlie sends it along. */
  config: unknown;
  /** Idempotency key of every message; without it each has one of its own. */
  key?: string;
  /** By `POST /actions/<action>` instead of LimaCharlie's webhook. */
  direct: boolean;
  times: number;
  /** The file that `npm start -- --state FILE` wrote. */
  state?: string;
  help: boolean;
}

export const SEND_HELP = `Usage: npm run send -- <action> '<json>' [options]

Sends an action to the stack that \`npm start\` runs, signed and compressed as LimaCharlie does.

  --config J   the organization's configuration, as JSON; LimaCharlie sends it with each message
  --key K      idempotency key; LimaCharlie sends the same one again when it redelivers
  --direct     call POST /actions/<action> instead
  --times N    send it N times, one after the other
  --state F    send to the stack that \`npm start -- --state F\` runs
  --help       print this

  npm run send -- create_ticket '{"summary":"Suspicious PowerShell on WS-042"}'`;

/**
 * Reads the arguments of `npm run send`.
 *
 * @throws OperatorError, one sentence that says what is wrong
 */
export function parseSendOptions(args: string[]): SendOptions {
  const { positionals, values } = readArguments(args);
  const { key, direct, state, help } = values;
  if (help) return { action: '', data: {}, config: {}, direct, times: 1, help };
  const [action, json, ...more] = positionals;
  if (action === undefined || json === undefined || more.length > 0)
    throw new OperatorError(
      'Give an action and its input as JSON, in quotes: npm run send -- create_ticket \'{"summary":"…"}\'',
    );
  if (direct && values.config !== undefined)
    throw new OperatorError('A direct call carries no configuration: leave out --config, or --direct.');
  const data = parseJson('The input', json);
  const config = parseJson('The configuration', values.config ?? '{}');
  return { action, data, config, key, direct, times: parseTimes(values.times), state, help };
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        key: { type: 'string' },
        direct: { type: 'boolean', default: false },
        times: { type: 'string', default: '1' },
        state: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw wrongArguments(error, 'npm run send');
  }
}

function parseJson(what: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new OperatorError(
      `${what} is not JSON (${(error as Error).message}); it must be in single quotes: '${json}'`,
    );
  }
}

function parseTimes(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new OperatorError(`--times must be a number from 1 to 9999, but is "${text}".`);
}
