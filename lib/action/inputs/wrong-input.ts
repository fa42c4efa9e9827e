import { ExtensionError, type FieldError } from '../../errors.ts';

const MAX_RECEIVED_CHARS = 80;

/** @param remedy what to do about it, where that is not just to correct these fields */
export const invalidInput = (errors: readonly FieldError[], remedy = `Correct ${named(errors)}`): ExtensionError =>
  wrong('The input', errors, `${remedy} and send it again; nothing was sent to HaloPSA.`);

/** What is wrong stands in a form in LimaCharlie, or in the secret, and in nothing that the caller sent. */
export const wrongConfiguration = (errors: readonly FieldError[]): ExtensionError =>
  wrong(
    "The organization's extension configuration",
    errors,
    `Correct ${named(errors)} in the organization's extension configuration in LimaCharlie.`,
  );

function wrong(what: string, errors: readonly FieldError[], hint: string): ExtensionError {
  const list = errors.map((error) => `\`${error.field}\`: expected ${error.expected}, received ${error.received}`);
  return new ExtensionError('invalid_input', `${what} is wrong. ${list.join('; ')}.`, { errors, hint });
}

const named = (errors: readonly FieldError[]): string => errors.map(({ field }) => `\`${field}\``).join(', ');

/** A foreign value in a sentence: JSON, cut short. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value) ?? String(value);
  return json.length <= MAX_RECEIVED_CHARS ? json : `${json.slice(0, MAX_RECEIVED_CHARS)}… (${json.length} characters)`;
}
