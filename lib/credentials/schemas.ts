import * as v from 'valibot';
import { noneMisspelt } from './none-misspelt.ts';

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty());
const oid = v.pipe(v.string(), v.trim(), v.toLowerCase());
/** Terms under what is no id would bound nobody. */
const namedOid = v.pipe(oid, v.uuid());
const clientIds = v.array(v.pipe(v.number(), v.integer(), v.minValue(1)));

/** Of two spellings of one id the first one's terms would be lost. */
const hasEachOnce = (orgs: unknown): boolean => {
  const ids = Object.keys(Object(orgs)).map((id) => id.trim().toLowerCase());
  return new Set(ids).size === ids.length;
};

/** What an org may touch, and what its calls mean where they leave something out. */
const orgTerms = {
  /** The HaloPSA clients that the org may see and write; absent: all. */
  allowed_client_ids: v.optional(clientIds),
  /** By the names of the extension configuration, which wins over them. */
  defaults: v.optional(v.record(v.string(), v.unknown())),
};

const isEmpty = (members: Record<string, unknown>): boolean => Object.keys(members).length === 0;

/** Pasted values often carry blanks, so the ends are trimmed. */
const orgMembers = {
  instance_url: filled,
  client_id: filled,
  client_secret: filled,
  /** Only for shared-auth hosted deployments; goes into the token URL's query. */
  tenant: v.optional(filled),
  auth_url: v.optional(filled),
  scope: v.optional(filled),
  ...orgTerms,
};

/** `<prefix>/orgs/<oid>`: one org's HaloPSA. */
export const orgSecretSchema = noneMisspelt(
  {
    ...orgMembers,
    orgs: v.optional(
      v.pipe(
        v.record(v.string(), v.unknown()),
        v.check(isEmpty, 'terms of the shared secret: here they would bind nobody'),
      ),
    ),
  },
  { elsewhere: ['allowed_oids'] },
);

/** `<prefix>/default`: one HaloPSA for every org that it lists; `["*"]` must be said. */
export const sharedSecretSchema = noneMisspelt({
  ...orgMembers,
  allowed_oids: v.optional(v.array(oid), []),
  /** Terms of single orgs, which replace the general ones. */
  orgs: v.optional(
    v.pipe(
      v.unknown(),
      v.check(hasEachOnce, 'an org id twice'),
      v.record(namedOid, noneMisspelt(orgTerms, { needsOne: true })),
    ),
  ),
});

const MIN_SHARED_SECRET_CHARS = 8;

/** `<prefix>/extension`: what LimaCharlie signs with. The previous secret counts while a rotation is under way. */
export const extensionSecretSchema = noneMisspelt({
  shared_secret: v.pipe(filled, v.minLength(MIN_SHARED_SECRET_CHARS)),
  /** As good as the other one to who signs with it. Emptied in AWS's console, it is one that was taken out. */
  previous_shared_secret: v.pipe(
    v.optional(v.string()),
    v.transform((text) => text?.trim() || undefined),
    v.optional(v.pipe(v.string(), v.minLength(MIN_SHARED_SECRET_CHARS))),
  ),
});

export type HaloCredentials = v.InferOutput<typeof orgSecretSchema>;
export type ExtensionSecret = v.InferOutput<typeof extensionSecretSchema>;
