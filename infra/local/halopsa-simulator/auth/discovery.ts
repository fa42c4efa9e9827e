import type { Handler } from '../context.ts';

/** `GET /api/authinfo`, anonymous: where this tenant's tokens come from. */
export const authInfo: Handler = ({ state, toggles, instanceUrl }) => ({
  status: 200,
  json: {
    auth_url: `${instanceUrl}${toggles.hostedAuth ? '/hosted/auth' : '/auth'}`,
    tenant_id: state.oauth.tenant,
  },
});

/** `GET /auth/.well-known/openid-configuration`, anonymous. */
export const openIdConfiguration: Handler = ({ instanceUrl }) => ({
  status: 200,
  json: {
    issuer: `${instanceUrl}/auth`,
    token_endpoint: `${instanceUrl}/auth/token`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  },
});
