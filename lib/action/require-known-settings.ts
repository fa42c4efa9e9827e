import { isRecord } from '../json.ts';
import { isBlank } from './coerce.ts';
import { orgConfigSchema } from './org-config.ts';
import { nearestName } from './parse-input.ts';
import { wrongConfiguration } from './wrong-configuration.ts';

const MAX_NAME_CHARS = 64;

/**
 * For where somebody sets the configuration: passed over, a misspelt setting is a limit or a default that isn't there. Blank, it says nothing.
 * @throws ExtensionError `invalid_input`, naming each unknown member
 */
export function requireKnownSettings(raw: unknown): void {
  if (!isRecord(raw)) return;
  const known = Object.keys(orgConfigSchema.entries);
  const unknown = Object.keys(raw).filter((name) => !known.includes(name) && !isBlank(raw[name]));
  if (unknown.length === 0) return;
  const errors = unknown.map((name) => {
    const nearest = nearestName(name, known);
    const such = nearest === undefined ? `(${known.join(', ')})` : `such as \`${nearest}\``;
    return { field: name.slice(0, MAX_NAME_CHARS), expected: `a known setting ${such}`, received: 'another name' };
  });
  throw wrongConfiguration(errors);
}
