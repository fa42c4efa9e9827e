import { ExtensionError, type FieldError } from '../errors.ts';
import { isRecord } from '../json.ts';
import { isBlank } from './coerce.ts';
import { nearestName } from './nearest-name.ts';
import { type OrgConfig, orgConfigSchema, parseOrgConfig } from './org-config.ts';
import { wrongConfiguration } from './wrong-configuration.ts';

const MAX_NAME_CHARS = 64;

/**
 * For where somebody sets the configuration: passed over, a misspelt setting is a limit or a default that isn't there. Blank, it says nothing.
 * @throws ExtensionError `invalid_input`, naming each unknown member and each with a wrong value
 */
export function parseNewConfig(raw: unknown): OrgConfig {
  const unknown = unknownSettings(raw);
  try {
    const config = parseOrgConfig(raw);
    if (unknown.length === 0) return config;
  } catch (thrown) {
    throw wrongConfiguration([...unknown, ...(ExtensionError.from(thrown).errors ?? [])]);
  }
  throw wrongConfiguration(unknown);
}

function unknownSettings(raw: unknown): FieldError[] {
  if (!isRecord(raw)) return [];
  const known = Object.keys(orgConfigSchema.entries);
  const unknown = Object.keys(raw).filter((name) => !known.includes(name) && !isBlank(raw[name]));
  return unknown.map((name) => {
    const nearest = nearestName(name, known);
    const such = nearest === undefined ? `(${known.join(', ')})` : `such as \`${nearest}\``;
    return { field: name.slice(0, MAX_NAME_CHARS), expected: `a known setting ${such}`, received: 'another name' };
  });
}
