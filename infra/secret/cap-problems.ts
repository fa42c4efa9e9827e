import { parseOrgConfig } from '../../lib/action/config/org-config.ts';
import { requireDefaultWithinCap } from '../../lib/action/config/require-default-within-cap.ts';
import { ExtensionError } from '../../lib/errors.ts';
import { isRecord } from '../../lib/json.ts';

interface Terms {
  allowed_client_ids?: unknown;
  defaults?: unknown;
}

/**
 * Default clients that their org may not touch: each delivery of the org would be refused. An entry of `orgs` has from the general terms what it
 * leaves out. Members of a wrong type are left to others.
 * @returns halves of sentences that name members and repeat no value
 */
export function findCapProblems(secret: Record<string, unknown>): string[] {
  const orgs = isRecord(secret.orgs) ? Object.entries(secret.orgs) : [];
  const ofOrgs = orgs.flatMap(([oid, terms]) => (isRecord(terms) ? problemOf(secret, terms, `orgs.${oid}.`) : []));
  const named = orgs.map(([oid]) => oid.trim().toLowerCase());
  return [...new Set([...(isGeneral(secret.allowed_oids, named) ? problemOf(secret) : []), ...ofOrgs])];
}

/** Whether the general terms count for anybody as they are. */
const isGeneral = (allowedOids: unknown, named: readonly string[]): boolean =>
  !Array.isArray(allowedOids) || !allowedOids.every((oid) => named.includes(String(oid).trim().toLowerCase()));

function problemOf(general: Terms, terms: Terms = {}, path = ''): string[] {
  const { allowed_client_ids: allowed, defaults } = { ...general, ...terms };
  if (!Array.isArray(allowed) || isWithin(defaults, allowed)) return [];
  const pathOf = (member: keyof Terms) => `${member in terms ? path : ''}${member}`;
  return [`\`${pathOf('defaults')}.default_client_id\` is not in \`${pathOf('allowed_client_ids')}\``];
}

/** As every delivery judges it. */
function isWithin(defaults: unknown, allowed: readonly number[]): boolean {
  const config = readDefaults(defaults);
  try {
    requireDefaultWithinCap(config, allowed);
    return true;
  } catch (thrown) {
    if (thrown instanceof ExtensionError) return false;
    throw thrown;
  }
}

function readDefaults(raw: unknown) {
  try {
    return parseOrgConfig(raw);
  } catch {
    return {};
  }
}
