import { parseSecret } from '../../lib/credentials/parse-secret.ts';
import { type HaloCredentials, sharedSecretSchema } from '../../lib/credentials/schemas.ts';
import type { UrlPolicy } from '../../lib/halopsa/instance-url.ts';
import { loadStageConfig } from '../config.ts';
import { readStackState, urlPolicyOf } from '../local/stack-state.ts';
import { OperatorError } from '../operator-error.ts';
import { connectSecretsManager } from '../secret/secrets-manager.ts';
import type { Terminal } from '../secret/terminal.ts';
import type { DoctorOptions } from './options.ts';

/** What is examined. */
export interface Subject {
  credentials: HaloCredentials;
  urlPolicy: UrlPolicy;
}

export interface SubjectDeps {
  env: NodeJS.ProcessEnv;
  terminal: Pick<Terminal, 'ask' | 'isInteractive'>;
}

/**
 * @throws OperatorError where there is nothing to examine
 * @throws ExtensionError `credentials_invalid` where a secret is there and can't be read as credentials
 */
export async function findSubject(options: DoctorOptions, deps: SubjectDeps): Promise<Subject> {
  const { allowedHaloHosts } = loadStageConfig(options.stage);
  const urlPolicy = { allowedHosts: new Set(allowedHaloHosts), allowLoopbackHttp: options.allowLoopback };
  if (options.secretId !== undefined)
    return { credentials: await readSecret(options.secretId, connectSecretsManager()), urlPolicy };
  if (options.instanceUrl !== undefined) return { credentials: await fromOptions(options, deps), urlPolicy };
  return fromLocalStack(options, allowedHaloHosts);
}

/** An organization's own, or the shared one without whom it is for. */
async function readSecret(id: string, secrets: ReturnType<typeof connectSecretsManager>): Promise<HaloCredentials> {
  try {
    const text = await secrets.read(id);
    if (text === undefined) throw new OperatorError(`There is no secret \`${id}\` in this account and region.`, 2);
    const { allowed_oids, orgs, ...credentials } = parseSecret(sharedSecretSchema, text, id);
    return credentials;
  } finally {
    secrets.close();
  }
}

async function fromOptions(options: DoctorOptions, deps: SubjectDeps): Promise<HaloCredentials> {
  const { instanceUrl = '', clientId = '', tenant, authUrl, scope } = options;
  return {
    instance_url: instanceUrl,
    client_id: clientId,
    client_secret: await clientSecret(deps),
    ...(tenant !== undefined && { tenant }),
    ...(authUrl !== undefined && { auth_url: authUrl }),
    ...(scope !== undefined && { scope }),
  };
}

async function clientSecret({ env, terminal }: SubjectDeps): Promise<string> {
  const given = env.HALOPSA_CLIENT_SECRET?.trim();
  if (given) return given;
  if (!terminal.isInteractive)
    throw new OperatorError('Set HALOPSA_CLIENT_SECRET; there is no terminal to ask for the Client Secret.', 2);
  const typed = (await terminal.ask('Client Secret (not shown): ', { hidden: true })).trim();
  if (typed !== '') return typed;
  throw new OperatorError('Without a Client Secret there is nothing to examine.', 2);
}

async function fromLocalStack({ state }: DoctorOptions, allowedHaloHosts: readonly string[]): Promise<Subject> {
  const stack = await readStackState(state);
  if (!stack)
    throw new OperatorError(
      'Say which HaloPSA with --secret-id or --instance-url, or run the local one with `npm start`.',
      2,
    );
  const id = `${stack.secretPrefix}/default`;
  return {
    credentials: await readSecret(id, connectSecretsManager(stack.secretsManager)),
    urlPolicy: urlPolicyOf(stack, allowedHaloHosts),
  };
}
