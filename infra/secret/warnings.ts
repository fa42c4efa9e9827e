import { isGrantedAsFolder } from '../org-grant.ts';
import type { SecretValue } from './kinds.ts';
import type { Target } from './target.ts';

const GOOD_SECRET_CHARS = 32;

/**
 * What is allowed and yet worth a second look, as sentences.
 * @param name below the stage's prefix
 */
export function warningsOf(
  name: string,
  value: SecretValue,
  { orgOids, localUrl }: Pick<Target, 'orgOids' | 'localUrl'>,
): string[] {
  const [folder, oid = ''] = name.split('/');
  // On this machine nothing is granted, and every secret that is there is read.
  const isListed = orgOids.includes(oid) || isGrantedAsFolder(orgOids);
  const isGranted = folder !== 'orgs' || isListed || localUrl !== undefined;
  return [
    ...(isGranted ? [] : ['orgOids in infra/config.ts does not list it: the functions may not read it.']),
    ...('shared_secret' in value ? sharedSecretWarnings(value) : []),
    ...('allowed_oids' in value ? allowanceWarnings(value.allowed_oids, Object.keys(value.orgs ?? {})) : []),
  ];
}

function allowanceWarnings(allowedOids: readonly string[], withTerms: readonly string[]): string[] {
  if (allowedOids.length === 0) return ['allowed_oids lists no organization: nobody may use these credentials.'];
  const isAllowed = (oid: string) => allowedOids.includes('*') || allowedOids.includes(oid.trim().toLowerCase());
  return withTerms
    .filter((oid) => !isAllowed(oid))
    .map((oid) => `orgs has terms of ${oid}, which allowed_oids does not list: it may not use these credentials.`);
}

function sharedSecretWarnings(value: Extract<SecretValue, { shared_secret: string }>): string[] {
  const isShort = value.shared_secret.length < GOOD_SECRET_CHARS;
  return [
    ...(isShort
      ? [`shared_secret has fewer than ${GOOD_SECRET_CHARS} characters; --generate makes a better one.`]
      : []),
    ...(value.previous_shared_secret === undefined
      ? []
      : ['A rotation is under way: once LimaCharlie has the new shared secret, end it with --end-rotation.']),
  ];
}
