import * as v from 'valibot';
import { ExtensionError } from '../../errors.ts';
import type { HttpReply } from '../../http/exchange.ts';
import { parseJson } from '../../json.ts';
import type { HaloConnection } from '../connection.ts';
import { isHtml } from '../reply-message.ts';

const DEFAULT_EXPIRES_IN_SECONDS = 3600;
const RENEW_EARLY_MS = 60_000;

export interface Token {
  value: string;
  /** What HaloPSA granted, or where it doesn't say, what was asked for. */
  scopes: readonly string[];
  /** From here on it is renewed: a minute before its end, or at half time where it lives for less than two. */
  renewAtMs: number;
  /** A JWT with the agent behind the token, where HaloPSA sends one. */
  idToken?: string;
}

const tokenReplySchema = v.object({
  /** RFC 6749, A.12. A header takes no other characters, and a write that can't leave for them would be taken for one of unknown outcome. */
  access_token: v.pipe(v.string(), v.regex(/^[\x20-\x7e]+$/)),
  /** Absent, null or nonsense: published clients take an hour. */
  expires_in: v.fallback(
    v.pipe(v.unknown(), v.transform(Number), v.number(), v.finite(), v.minValue(1)),
    DEFAULT_EXPIRES_IN_SECONDS,
  ),
  /** A list in one text (RFC 6749, 3.3); what is no such list counts as not said. */
  scope: v.fallback(
    v.union([
      v.string(),
      v.pipe(
        v.array(v.string()),
        v.transform((names) => names.join(' ')),
      ),
    ]),
    '',
  ),
  id_token: v.fallback(v.string(), ''),
});

/** The form of a client-credentials request (RFC 6749, 4.4.2). */
export const tokenRequestBody = (connection: HaloConnection): string =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: connection.oauthClientId,
    client_secret: connection.clientSecret,
    scope: connection.scope,
  }).toString();

/** Reads a 2xx reply of the token endpoint. @throws ExtensionError `halo_unavailable` where it is not a token */
export function parseTokenReply(reply: HttpReply, connection: HaloConnection, nowMs: number): Token {
  const result = v.safeParse(tokenReplySchema, parseJson(reply.text));
  if (!result.success) {
    const found = isHtml(reply.text) ? 'with an HTML page, not with a token' : 'but not with a token';
    throw new ExtensionError('halo_unavailable', `HaloPSA's token endpoint answered, ${found}.`, {
      hint: 'Check that `instance_url` (and `auth_url`) in the secret are the addresses shown in HaloPSA under Configuration > Integrations > HaloPSA API.',
      halo: { status: reply.status, message: 'not a token' },
    });
  }
  const { access_token: value, expires_in: seconds, scope, id_token: idToken } = result.output;
  const lifetimeMs = seconds * 1000;
  return {
    value,
    scopes: (scope.trim() || connection.scope).split(/\s+/).filter(Boolean),
    renewAtMs: nowMs + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 2),
    ...(idToken && { idToken }),
  };
}
