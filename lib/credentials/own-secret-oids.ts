/** Which orgs have a secret of their own by configuration. */
export interface OwnSecretOids {
  has(oid: string): boolean;
  /** False: the configuration names others, so one that is there is left over. */
  mayHave(oid: string): boolean;
}

/**
 * Reads `ORG_SECRET_OIDS`: ids, or where they are many their first eight characters (`infra/org-grant.ts`). An org that shares these with
 * a listed one, one in millions, is refused the shared secret: that is seen, where a ticket in somebody else's HaloPSA may not be.
 */
export function ownSecretOids(told: readonly string[]): OwnSecretOids {
  const all = new Set(told);
  const has = (oid: string) => all.has(oid) || all.has(oid.slice(0, 8));
  return { has, mayHave: (oid) => all.size === 0 || has(oid) };
}
