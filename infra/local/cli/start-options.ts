import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { OperatorError } from '../../operator-error.ts';
import { wrongArguments } from '../../wrong-arguments.ts';

export interface StartOptions {
  port: number;
  json: boolean;
  help: boolean;
  /** File by which `npm run send` finds this stack. */
  state?: string;
  /** A HaloPSA to use in place of the simulator, and the fields of the secret that the environment gives. */
  halopsa?: { url: string; secret: Record<string, unknown> };
}

export const START_HELP = `Usage: npm start -- [options]

Builds the extension and serves it on this machine, on 127.0.0.1 only.

  --port N             port of the gateway, 0 for any free one (default 3000)
  --halopsa-url URL    use that HaloPSA in place of the simulator; its credentials come from the environment:
                       HALOPSA_CLIENT_ID, HALOPSA_CLIENT_SECRET, HALOPSA_TENANT, HALOPSA_SCOPE, and
                       HALOPSA_SECRET_JSON, a JSON object that is merged over them
  --state FILE         where \`npm run send -- --state FILE\` finds this stack, when there are several
  --json               print one line of JSON when ready, and nothing else, on stdout
  --help               print this`;

const SECRET_FIELD_BY_VARIABLE = {
  HALOPSA_CLIENT_ID: 'client_id',
  HALOPSA_CLIENT_SECRET: 'client_secret',
  HALOPSA_TENANT: 'tenant',
  HALOPSA_SCOPE: 'scope',
};

const DEFAULT_PORT = '3000';

/**
 * Reads the arguments and the environment of `npm start`.
 *
 * @throws OperatorError, one sentence that says what is wrong
 */
export function parseStartOptions(args: string[], env: NodeJS.ProcessEnv): StartOptions {
  const { port, json, help, state, 'halopsa-url': url } = readArguments(args);
  return {
    port: parsePort(port),
    json,
    help,
    state,
    ...(url === undefined ? {} : { halopsa: { url: parseUrl(url), secret: secretFrom(env) } }),
  };
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: DEFAULT_PORT },
        'halopsa-url': { type: 'string' },
        state: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw wrongArguments(error, 'npm start');
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new OperatorError(`--port must be a number from 0 to 65535, but is "${text}".`);
}

function parseUrl(text: string): string {
  const url = URL.parse(text);
  if (url && ['http:', 'https:'].includes(url.protocol)) return text;
  throw new OperatorError(`--halopsa-url must be an http or https URL, but is "${text}".`);
}

function secretFrom(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const given = Object.entries(SECRET_FIELD_BY_VARIABLE).flatMap(([variable, field]) =>
    env[variable] ? [[field, env[variable]]] : [],
  );
  return { ...Object.fromEntries(given), ...parseSecretJson(env.HALOPSA_SECRET_JSON) };
}

/** The text is a secret, so the sentence doesn't quote it. */
function parseSecretJson(text: string | undefined): Record<string, unknown> {
  if (!text) return {};
  // A record would take a list too.
  const isObject = v.custom<Record<string, unknown>>(
    (value) => v.is(v.record(v.string(), v.unknown()), value) && !Array.isArray(value),
  );
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), isObject), text);
  if (parsed.success) return parsed.output;
  throw new OperatorError('HALOPSA_SECRET_JSON must be a JSON object such as {"allowed_client_ids":[12]}.');
}
