import { ExtensionError, type FieldError } from '../errors.ts';

/** What is wrong stands in a form in LimaCharlie, or in the secret, and in nothing that the caller sent. */
export function wrongConfiguration(errors: readonly FieldError[]): ExtensionError {
  const list = errors.map((error) => `\`${error.field}\`: expected ${error.expected}, received ${error.received}`);
  const wrong = errors.map(({ field }) => `\`${field}\``).join(', ');
  return new ExtensionError(
    'invalid_input',
    `The organization's extension configuration is wrong. ${list.join('; ')}.`,
    { errors, hint: `Correct ${wrong} in the organization's extension configuration in LimaCharlie.` },
  );
}
