import type { State } from '../types.ts';
import { unsignedJwt } from './jwt.ts';
import { intersectScopes } from './scopes.ts';

/** Issues an access token whose rights are what was granted and the agent's role allows at this moment. */
export function issueToken(state: State, granted: string[], nowMs: number, lifetimeSeconds: number): string {
  const expiresAtMs = nowMs + lifetimeSeconds * 1000;
  const access_token = unsignedJwt({
    sub: state.oauth.client_id,
    jti: state.next_token_number++,
    exp: Math.floor(expiresAtMs / 1000),
  });
  const rights = intersectScopes(granted, state.oauth.role_scopes);
  state.tokens.push({ access_token, expires_at_ms: expiresAtMs, rights });
  return access_token;
}

/** Rights of the bearer token in an Authorization header; undefined where it is missing, unknown, revoked or expired. */
export function bearerRights(state: State, authorization: string | undefined, nowMs: number): string[] | undefined {
  const presented = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return state.tokens.find((token) => token.access_token === presented && nowMs < token.expires_at_ms)?.rights;
}
