export interface LocalSecrets {
  /** The stage's prefix, as the functions know it. */
  prefix: string;
  sharedSecret: string;
  oid: string;
  /** HaloPSA's credentials by the secret's own field names; whatever is here wins over what is derived. */
  halo: Record<string, unknown>;
}

/** The stage's secrets by name, as JSON text. The default one allows the stack's own org and no other. */
export function localSecrets({ prefix, sharedSecret, oid, halo }: LocalSecrets): Record<string, string> {
  return {
    [`${prefix}/extension`]: JSON.stringify({ shared_secret: sharedSecret }),
    [`${prefix}/default`]: JSON.stringify({ allowed_oids: [oid], ...halo }),
  };
}
