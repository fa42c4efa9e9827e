import * as v from 'valibot';
import { ExtensionError } from '../errors.ts';
import { parseJson } from '../json.ts';

/**
 * Reads a secret's text. The error names the secret and the wrong fields, never a value.
 * @throws ExtensionError `credentials_invalid`
 */
export function parseSecret<S extends v.GenericSchema>(
  schema: S,
  text: string | undefined,
  secretName: string,
): v.InferOutput<S> {
  const hint = `Correct the secret \`${secretName}\` in AWS Secrets Manager; it takes effect within ten seconds.`;
  if (text === undefined)
    throw new ExtensionError('credentials_invalid', `The secret \`${secretName}\` has no value or can't be read.`, {
      hint,
    });
  const value = parseJson(text);
  if (value === undefined)
    throw new ExtensionError('credentials_invalid', `The secret \`${secretName}\` is not JSON.`, { hint });
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const wrong = result.issues.map((issue) => `\`${pathOf(issue)}\` (${describeIssue(issue)})`);
  throw new ExtensionError(
    'credentials_invalid',
    `The secret \`${secretName}\` can't be read as credentials: ${wrong.join(', ')}.`,
    { hint },
  );
}

const MAX_PATH_CHARS = 128;

const pathOf = (issue: v.BaseIssue<unknown>) => v.getDotPath(issue)?.slice(0, MAX_PATH_CHARS) ?? 'the whole';

/** `received` is left out: it may be part of a secret. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never' || issue.type === 'check') return issue.message;
  if (issue.received === 'undefined') return 'missing';
  if (issue.type === 'min_length') return `expected at least ${issue.requirement} characters`;
  return issue.type === 'non_empty' ? 'empty' : `expected ${issue.expected ?? issue.type.replaceAll('_', ' ')}`;
}
