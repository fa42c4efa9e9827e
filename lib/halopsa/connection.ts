import { createHash } from 'node:crypto';
import type { HaloCredentials } from '../credentials/schemas.ts';
import { parseHaloUrl, type UrlPolicy } from './instance-url.ts';

/** Least privilege for all actions, verified on a live tenant (refractionPOINT/documentation, pull request 246). */
export const DEFAULT_SCOPE = 'edit:tickets edit:assets read:customers';

/** Where an org's HaloPSA is and how to log on to it, checked. */
export interface HaloConnection {
  oid: string;
  instanceUrl: URL;
  tokenUrl: URL;
  /** Whose limit of calls a token request counts against. */
  tokenLimit: string;
  oauthClientId: string;
  clientSecret: string;
  scope: string;
  /** By everything that changes the token: two connections with one key may share it, no others. */
  tokenKey: string;
  /** The org's clients by the secret that the rest comes from; undefined: all. */
  allowedClientIds: readonly number[] | undefined;
}

/** @throws ExtensionError `credentials_invalid` where a URL breaks the rules */
export function toConnection(oid: string, credentials: HaloCredentials, policy: UrlPolicy): HaloConnection {
  const instanceUrl = parseHaloUrl(credentials.instance_url, 'instance_url', policy);
  const authUrl =
    credentials.auth_url === undefined ? undefined : parseHaloUrl(credentials.auth_url, 'auth_url', policy);
  const tokenUrl = toTokenUrl(instanceUrl, authUrl, credentials.tenant);
  const scope = credentials.scope ?? DEFAULT_SCOPE;
  const secretDigest = createHash('sha256').update(credentials.client_secret).digest('hex');
  return {
    oid,
    instanceUrl,
    tokenUrl,
    tokenLimit: toTokenLimit(instanceUrl, tokenUrl, credentials),
    oauthClientId: credentials.client_id,
    clientSecret: credentials.client_secret,
    scope,
    allowedClientIds: credentials.allowed_client_ids,
    tokenKey: JSON.stringify([oid, instanceUrl.href, tokenUrl.href, credentials.client_id, secretDigest, scope]),
  };
}

/**
 * Either form of the token endpoint: on the instance itself, or on a hosting-wide authorization server that is told the tenant
 * (QUIRKS.md, "two token URLs"). The tenant goes into the query, the form with live users.
 */
function toTokenUrl(instanceUrl: URL, authUrl: URL | undefined, tenant: string | undefined): URL {
  const base = authUrl === undefined ? `${baseOf(instanceUrl)}/auth` : baseOf(authUrl);
  const url = new URL(base.endsWith('/token') ? base : `${base}/token`);
  if (tenant !== undefined) url.searchParams.set('tenant', tenant);
  return url;
}

/**
 * HaloPSA's limits are each tenant's (QUIRKS.md, "rate limit"), and an authorization server may be many tenants': by its address alone, one
 * tenant's 429 would stop them all. Whose request it is, the server tells by the tenant, else by the client id. An instance is one tenant's,
 * and so is a token endpoint on it: there, tokens and calls have one limit.
 */
function toTokenLimit(instanceUrl: URL, tokenUrl: URL, { tenant, client_id: clientId }: HaloCredentials): string {
  if (tokenUrl.origin === instanceUrl.origin) return instanceUrl.origin;
  return `${tokenUrl.origin}#${tenant === undefined ? `client_id=${clientId}` : `tenant=${tenant}`}`;
}

/** A URL's text without the final slash. */
export const baseOf = (url: URL): string => url.href.replace(/\/$/, '');
