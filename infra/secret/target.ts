import { loadStageConfig } from '../config.ts';
import { asWord } from '../local/cli/as-word.ts';
import { readStackState, urlPolicyOf } from '../local/stack-state.ts';
import { OperatorError } from '../operator-error.ts';
import type { SecretOptions } from './options.ts';

/** Where the secrets are, and what holds there. */
export interface Target {
  prefix: string;
  /** The options that name it, to be put behind a command, with a blank before each. */
  options: string;
  /** The endpoint, where it is on this machine. */
  localUrl?: string;
  /** Organizations that have a secret of their own by configuration. */
  orgOids: readonly string[];
  /** What `instance_url` and `auth_url` may be. */
  urlPolicy: { allowedHosts: ReadonlySet<string>; allowLoopbackHttp: boolean };
}

type TargetOptions = Pick<SecretOptions, 'stage' | 'local' | 'state'>;

/**
 * The stage's secrets in AWS, or the running stack's. AWS is never exchanged for the stack because it isn't there: who means a
 * deployment must not be told that it is set up.
 * @throws OperatorError where there is no such stage, or no stack is running
 */
export async function findTarget(
  { stage, local, state }: TargetOptions,
  env: NodeJS.ProcessEnv,
  loadStage = loadStageConfig,
): Promise<Target> {
  const { secretPrefix, orgOids, allowedHaloHosts } = loadStage(stage);
  if (!local) {
    const localUrl = onThisMachine(env.AWS_ENDPOINT_URL_SECRETS_MANAGER);
    const urlPolicy = { allowedHosts: new Set(allowedHaloHosts), allowLoopbackHttp: localUrl !== undefined };
    return { prefix: secretPrefix, options: ` --stage ${stage}`, localUrl, orgOids, urlPolicy };
  }
  const stack = await readStackState(state);
  if (!stack) throw new OperatorError('No stack is running; start one with `npm start`.', 2);
  return {
    prefix: stack.secretPrefix,
    options: state === undefined ? ' --local' : ` --state ${asWord(state)}`,
    localUrl: stack.secretsManager,
    orgOids,
    urlPolicy: urlPolicyOf(stack, allowedHaloHosts),
  };
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

function onThisMachine(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && LOOPBACK.has(new URL(url).hostname) ? url : undefined;
}
