import { ExtensionError, type FieldError } from '../../errors.ts';
import { cutName } from '../../in-code.ts';
import { isRecord } from '../../json.ts';
import { isBlank } from '../inputs/coerce.ts';
import { nearestName } from '../inputs/nearest-name.ts';
import { wrongConfiguration } from '../inputs/wrong-input.ts';
import { type OrgConfig, orgConfigSchema, parseOrgConfig } from './org-config.ts';

/** The marketplace's `ext-halopsa` keeps them in its configuration, from which people copy. */
const CREDENTIALS = ['instance_url', 'auth_url', 'tenant', 'client_id', 'client_secret', 'scope'];
const NO_CREDENTIALS = 'nothing here, since credentials belong into the secret in AWS (`npm run secret`)';

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
  const unlike = unknown.find((name) => !CREDENTIALS.includes(name) && nearestName(name, known) === undefined);
  return unknown.map((name) => {
    if (CREDENTIALS.includes(name)) return { field: name, expected: NO_CREDENTIALS, received: 'a value' };
    const nearest = nearestName(name, known);
    const such = nearest === undefined ? listOnce(name === unlike, known) : ` such as \`${nearest}\``;
    return { field: cutName(name), expected: `a known setting${such}`, received: 'another name' };
  });
}

const listOnce = (isFirst: boolean, known: readonly string[]): string => (isFirst ? ` (${known.join(', ')})` : '');
