import * as v from 'valibot';
import { describeIssue } from '../../lib/credentials/parse-secret.ts';
import { ExtensionError } from '../../lib/errors.ts';
import { parseHaloUrl, type UrlPolicy } from '../../lib/halopsa/instance-url.ts';
import type { SecretKind } from './kinds.ts';
import { findMemberProblems } from './member-problems.ts';

/**
 * What can be said of one member before the others are there: who mistypes the address should not hear of it after the last question.
 * @returns a sentence that names the member and repeats no value; undefined where it is well
 */
export function answerProblem(
  { schema }: Pick<SecretKind, 'schema'>,
  member: string,
  value: unknown,
  policy: UrlPolicy,
): string | undefined {
  const entry = (schema.entries as v.ObjectEntries)[member] as v.GenericSchema;
  const { issues: [issue] = [] } = v.safeParse(entry, value);
  if (issue !== undefined) return `\`${member}\` is refused: ${describeIssue(issue)}.`;
  const [problem] = findMemberProblems({ [member]: entry }, { [member]: value });
  if (problem !== undefined) return `${problem}.`;
  return member === 'instance_url' ? urlProblem(String(value), policy) : undefined;
}

function urlProblem(url: string, policy: UrlPolicy): string | undefined {
  try {
    parseHaloUrl(url, 'instance_url', policy);
  } catch (thrown) {
    return ExtensionError.from(thrown).message;
  }
}
