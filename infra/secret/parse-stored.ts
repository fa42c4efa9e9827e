import { parseSecret } from '../../lib/credentials/parse-secret.ts';
import { ExtensionError } from '../../lib/errors.ts';
import { parseHaloUrl, type UrlPolicy } from '../../lib/halopsa/instance-url.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import { OperatorError } from '../operator-error.ts';
import { kindOf, type SecretValue } from './kinds.ts';
import { findMemberProblems } from './member-problems.ts';

/** Secrets Manager's limit on a value. */
const MAX_BYTES = 65_536;

/**
 * Reads a secret's text as the functions will, and more strictly where they would go on without what was meant.
 * @param name below the stage's prefix
 * @throws OperatorError, one sentence that names the members that are wrong and no value
 */
export function parseStored(name: string, text: string | undefined, secretId: string, policy: UrlPolicy): SecretValue {
  const { schema } = kindOf(name);
  const raw = parseJson(text ?? '');
  if (isRecord(raw) && 'REPLACE_ME' in raw)
    throw new OperatorError(`The secret \`${secretId}\` still has the text that the deployment put there.`);
  const problems = isRecord(raw) ? findMemberProblems(schema.entries, raw) : [];
  if (problems.length > 0) throw new OperatorError(`The secret \`${secretId}\` is wrong: ${problems.join('; ')}.`);
  if (Buffer.byteLength(text ?? '') > MAX_BYTES)
    throw new OperatorError(`The secret \`${secretId}\` has more than the 65536 bytes that Secrets Manager takes.`);
  try {
    const value = parseSecret(schema, text, secretId);
    if ('instance_url' in value) parseHaloUrl(value.instance_url, 'instance_url', policy);
    if ('auth_url' in value && value.auth_url !== undefined) parseHaloUrl(value.auth_url, 'auth_url', policy);
    return value;
  } catch (thrown) {
    if (thrown instanceof ExtensionError) throw new OperatorError(thrown.message);
    throw thrown;
  }
}
