import { ExtensionError } from '../../errors.ts';
import { describeValue } from '../inputs/wrong-input.ts';

/**
 * What a failure says of the inputs that the configuration filled in, as a sentence. Where HaloPSA refuses the content, it may name what
 * the caller never sent: "Customer 9999 is not valid" is then to be corrected there, and in no rule.
 */
export function defaultsNote(thrown: unknown, applied: Readonly<Record<string, unknown>>): string[] {
  const names = Object.entries(applied).map(([field, value]) => `\`${field}\` ${describeValue(value)}`);
  const isRefused = thrown instanceof ExtensionError && thrown.code === 'halo_rejected';
  return isRefused && names.length > 0
    ? [`Filled in by defaults of the configuration or the secret: ${names.join(', ')}.`]
    : [];
}
