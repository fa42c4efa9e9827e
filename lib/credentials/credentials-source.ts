import { ExtensionError } from '../errors.ts';
import { createMemory } from '../remember.ts';
import { onceMore } from './once-more.ts';
import type { OwnSecretOids } from './own-secret-oids.ts';
import { parseSecret } from './parse-secret.ts';
import {
  type ExtensionSecret,
  extensionSecretSchema,
  type HaloCredentials,
  orgSecretSchema,
  sharedSecretSchema,
} from './schemas.ts';
import type { SecretReader } from './secret-reader.ts';

export interface CredentialsSource {
  /** @throws ExtensionError `org_not_configured`, `credentials_invalid`, `internal` (Secrets Manager unreachable) */
  forOrg(oid: string): Promise<HaloCredentials>;
  /** What LimaCharlie signs with. @throws ExtensionError `credentials_invalid`, `internal` */
  extension(): Promise<ExtensionSecret>;
  /** After a refusal: has the next look-up read the secret again. */
  expireOrg(oid: string): void;
  expireExtension(): void;
}

export interface CredentialsSourceOptions {
  secrets: SecretReader;
  prefix: string;
  /** Orgs that have a secret of their own by configuration: for them the shared one never stands in. */
  ownSecretOids: OwnSecretOids;
}

/** LimaCharlie's org ids are UUIDs; nothing else may become part of a secret's name. */
const OID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An org's own secret, else the shared one where it lists the org, else refusal. */
export function createCredentialsSource({
  secrets,
  prefix,
  ownSecretOids,
}: CredentialsSourceOptions): CredentialsSource {
  const nameOf = (oid: string) => `${prefix}/orgs/${oid}`;
  const sharedName = `${prefix}/default`;
  const extensionName = `${prefix}/extension`;
  const remember = createMemory();

  const ownCredentials = (oid: string, text: string): HaloCredentials =>
    remember(nameOf(oid), text, () => parseSecret(orgSecretSchema, text, nameOf(oid)));
  /** Undefined: the shared secret doesn't list the org. */
  const sharedCredentials = (oid: string, text: string): HaloCredentials | undefined =>
    remember(`${sharedName} for ${oid}`, text, () => {
      const { allowed_oids: allowedOids, orgs, ...credentials } = parseSecret(sharedSecretSchema, text, sharedName);
      if (allowedOids.includes(oid) || allowedOids.includes('*')) return { ...credentials, ...orgs?.[oid] };
      return undefined;
    });

  const extension = async (): Promise<ExtensionSecret> => {
    const text = await secrets.read(extensionName);
    return remember(extensionName, text, () => parseSecret(extensionSecretSchema, text, extensionName));
  };
  const expireExtension = () => secrets.expire(extensionName);

  return {
    async forOrg(rawOid) {
      const oid = rawOid.toLowerCase();
      if (!OID.test(oid)) throw notConfigured(rawOid.slice(0, 64), 'A LimaCharlie org id is a UUID.');
      // Both at once: for an org without a secret of its own the answer would otherwise take two round trips.
      const sharedRead = secrets.read(sharedName);
      // To an org that has its own, a failure of the other one is nothing.
      sharedRead.catch(() => {});
      const own = ownSecretOids.mayHave(oid) ? await secrets.read(nameOf(oid)) : undefined;
      if (own !== undefined) return ownCredentials(oid, own);
      const shared = await sharedRead;
      const found = ownSecretOids.has(oid) || shared === undefined ? undefined : sharedCredentials(oid, shared);
      if (found === undefined) throw notConfigured(oid, whereToPut(nameOf(oid), sharedName));
      return found;
    },
    extension: () => onceMore(extension, expireExtension),
    expireOrg(oid) {
      secrets.expire(nameOf(oid.toLowerCase()));
      secrets.expire(sharedName);
    },
    expireExtension,
  };
}

const whereToPut = (own: string, shared: string) =>
  `Put the org's credentials into the secret \`${own}\`, which \`orgOids\` of the deployment has to list, or list the org in \`allowed_oids\` of the secret \`${shared}\`.`;

const notConfigured = (oid: string, hint: string) =>
  new ExtensionError('org_not_configured', `The organization \`${oid}\` has no HaloPSA credentials here.`, { hint });
