import * as v from 'valibot';
import { orgConfigSchema } from '../../lib/action/config/org-config.ts';
import { parseInput } from '../../lib/action/inputs/parse-input.ts';
import { ExtensionError } from '../../lib/errors.ts';
import { isRecord } from '../../lib/json.ts';
import { findCapProblems } from './cap-problems.ts';

const MAX_NAME_CHARS = 64;
const oid = v.pipe(v.string(), v.trim(), v.uuid());

/**
 * What the functions would pass over in silence, to other effect than was meant: a misspelt `allowed_client_ids` bounds nothing, an id
 * that is none allows nobody. Members of a wrong type are left to the schema.
 * @param known the members that the secret may have
 * @returns halves of sentences that name members and repeat no value
 */
export function findMemberProblems(known: object, secret: Record<string, unknown>): string[] {
  return [
    ...unknownMembers(known, secret),
    ...('allowed_oids' in known && secret.allowed_oids === undefined
      ? ['`allowed_oids` is missing (organization ids, or * for every one)']
      : []),
    ...credentialProblems(secret),
    ...notOids(secret.allowed_oids),
    ...defaultsProblems(secret.defaults, 'defaults'),
    ...orgsProblems(secret.orgs),
    ...findCapProblems(secret),
  ];
}

function unknownMembers(known: object, members: Record<string, unknown>, path = ''): string[] {
  const names = Object.keys(known);
  return Object.keys(members)
    .filter((name) => !names.includes(name))
    .map((name) => `\`${path}${name.slice(0, MAX_NAME_CHARS)}\` is not a member that it has (${names.join(', ')})`);
}

/** HaloPSA answers both with words that lead elsewhere: `invalid_scope` for each scope, `invalid_client` for the secret as well. */
function credentialProblems({ client_id: clientId, scope }: Record<string, unknown>): string[] {
  const isText = (value: unknown) => typeof value === 'string';
  return [
    ...(isText(clientId) && /[/\s]/.test(clientId.trim())
      ? ["`client_id` (expected the Client ID of HaloPSA's API application, which is no address)"]
      : []),
    ...(isText(scope) && /[,;]/.test(scope)
      ? ['`scope` (expected scopes with blanks between them, such as edit:tickets edit:assets)']
      : []),
  ];
}

function notOids(allowedOids: unknown): string[] {
  if (!Array.isArray(allowedOids)) return [];
  return allowedOids.flatMap((one, index) =>
    typeof one !== 'string' || one.trim() === '*' || v.is(oid, one)
      ? []
      : [`\`allowed_oids.${index}\` (expected an organization id, a UUID, or *)`],
  );
}

/** Terms of single orgs: the members that the shared secret has for all of them, too. */
const ORG_TERMS = { allowed_client_ids: true, defaults: true };

function orgsProblems(orgs: unknown): string[] {
  if (!isRecord(orgs)) return [];
  return Object.entries(orgs).flatMap(([id, terms], index) => {
    if (!v.is(oid, id)) return [`the name of member ${index + 1} in \`orgs\` (expected an organization id, a UUID)`];
    if (!isRecord(terms)) return [];
    return [
      ...unknownMembers(ORG_TERMS, terms, `orgs.${id}.`),
      ...defaultsProblems(terms.defaults, `orgs.${id}.defaults`),
    ];
  });
}

/** By the names and types of the extension configuration, as every delivery reads them. */
function defaultsProblems(defaults: unknown, path: string): string[] {
  if (!isRecord(defaults)) return [];
  const unknown = unknownMembers(orgConfigSchema.entries, defaults, `${path}.`);
  try {
    parseInput(orgConfigSchema, defaults);
    return unknown;
  } catch (thrown) {
    const wrong = thrown instanceof ExtensionError ? (thrown.errors ?? []) : [];
    return [...unknown, ...wrong.map(({ field, expected }) => `\`${path}.${field}\` (expected ${expected})`)];
  }
}
