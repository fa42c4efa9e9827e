/**
 * How many organizations' secrets a role names one by one. IAM's limit for a managed policy is 6,144 characters, in which 62 secrets leave no
 * room for the rest; the CDK doesn't split a statement, and says nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_NAMED = 30;

/** So many secrets that roles are granted all of `<prefix>/orgs/` instead. */
export const isGrantedAsFolder = (orgOids: readonly string[]): boolean => orgOids.length > MAX_NAMED;

/** Of how many characters the beginning of an id is that stands for the whole: two ids of a stage hardly share it. */
const BEGINNING = 8;

/**
 * The value of `ORG_SECRET_OIDS`. All variables of a function together may have 4 KB, which are a hundred ids, so many are told by their
 * beginnings (`lib/credentials/own-secret-oids.ts`).
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function orgSecretOids(orgOids: readonly string[]): string {
  const told = isGrantedAsFolder(orgOids) ? orgOids.map((oid) => oid.slice(0, BEGINNING)) : orgOids;
  return told.join(',');
}
