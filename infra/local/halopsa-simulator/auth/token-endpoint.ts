import type { RequestContext } from '../context.ts';
import type { Reply } from '../wire/reply.ts';
import { unsignedJwt } from './jwt.ts';
import { includesRight, isKnownScope } from './scopes.ts';
import { issueToken } from './tokens.ts';

/**
 * `POST …/token`: client credentials by form fields or HTTP Basic. `tenantRequired`: the shared server can't know whose application this is
 * without `?tenant=`; an instance's own server checks it only where it is sent.
 */
export function tokenEndpoint(ctx: RequestContext, tenantRequired: boolean): Reply {
  const { state, toggles, nowMs } = ctx;
  const form = new URLSearchParams(ctx.body);
  const grantType = form.get('grant_type');
  const { clientId, clientSecret } = clientCredentials(ctx.headers.authorization, form);
  const scope = form.get('scope')?.trim();

  if (!isForm(ctx.headers['content-type']) || !grantType || !clientId || !clientSecret || !scope) {
    return oauthError(400, 'invalid_request');
  }
  if (grantType !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');

  const tenant = ctx.query.text('tenant');
  const tenantFits = tenant === undefined ? !tenantRequired : tenant.toLowerCase() === state.oauth.tenant;
  if (!tenantFits || clientId !== state.oauth.client_id || clientSecret !== state.oauth.client_secret) {
    return oauthError(toggles.invalidClientStatus, 'invalid_client');
  }

  const scopes = scope.split(/\s+/);
  if (!scopes.every((name) => isKnownScope(name) && includesRight(state.oauth.allowed_scopes, name))) {
    return oauthError(400, 'invalid_scope', 'The specified scope is invalid.');
  }
  return { status: 200, headers: { 'cache-control': 'no-store' }, json: grant(ctx, scopes, nowMs) };
}

function grant({ state, toggles }: RequestContext, scopes: string[], nowMs: number) {
  const agent = state.agents.find(({ id }) => id === state.oauth.agent_id);
  return {
    scope: scopes.join(' '),
    token_type: 'Bearer',
    access_token: issueToken(state, scopes, nowMs, toggles.tokenLifetimeSeconds),
    expires_in: toggles.omitExpiresIn ? undefined : toggles.tokenLifetimeSeconds,
    id_token: unsignedJwt({ sub: String(agent?.id), name: agent?.name, email: agent?.email, agent_id: agent?.id }),
  };
}

function clientCredentials(authorization: string | undefined, form: URLSearchParams) {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return { clientId: form.get('client_id'), clientSecret: form.get('client_secret') };
  const [clientId, clientSecret] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  return { clientId, clientSecret };
}

function isForm(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
}

function oauthError(status: number, error: string, description?: string): Reply {
  return { status, json: { error, error_description: description } };
}
