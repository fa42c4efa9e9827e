/** Which orgs have a secret of their own by configuration. */
export interface OwnSecretOids {
  has(oid: string): boolean;
}

/**
 * Reads `ORG_SECRET_OIDS`: ids, or where they are many their first eight characters (`infra/org-grant.ts`). An org that shares these with
 * a listed one, one in millions, is refused the shared secret: that is seen, where a ticket in somebody else's HaloPSA may not be.
 */
export function ownSecretOids(told: readonly string[]): OwnSecretOids {
  const all = new Set(told);
  return { has: (oid) => all.has(oid) || all.has(oid.slice(0, 8)) };
}
