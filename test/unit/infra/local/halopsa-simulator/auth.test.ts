import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { SIMULATOR_CREDENTIALS } from '../../../../../infra/local/halopsa-simulator/index.ts';
import { useSimulator } from './harness.ts';

const halo = useSimulator();
const { client_id, client_secret } = SIMULATOR_CREDENTIALS;
const claims = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

describe('the token endpoint', () => {
  test('grants the scopes that were asked for, for an hour', async () => {
    const { status, json } = await halo.token({ scope: 'edit:tickets edit:assets read:customers' });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      scope: 'edit:tickets edit:assets read:customers',
      token_type: 'Bearer',
      access_token: expect.any(String),
      expires_in: 3600,
    });
  });

  test('names the agent to whom writes are attributed in the id token', async () => {
    const { json } = await halo.token();
    expect(claims(json.id_token)).toMatchObject({ name: 'Sam Okoro', email: 'sam.okoro@msp.example', agent_id: 7 });
  });

  test.each(['read:actions', 'edit:actions', 'read:sites', 'edit:tickets read:nonsense'])(
    'refuses the whole request for the unknown scope in "%s"',
    async (scope) => {
      const { status, json } = await halo.token({ scope });
      expect(status).toBe(400);
      expect(json.error).toBe('invalid_scope');
    },
  );

  test('refuses a scope that the application may not have', async () => {
    halo.simulator.state.oauth.allowed_scopes = ['edit:tickets'];
    expect((await halo.token({ scope: 'read:tickets' })).status).toBe(200);
    expect((await halo.token({ scope: 'read:customers' })).json.error).toBe('invalid_scope');
  });

  test.each([{ client_id: 'someone-else' }, { client_secret: 'wrong' }])(
    'refuses %j as invalid_client',
    async (wrong) => {
      const { status, json } = await halo.token(wrong);
      expect(status).toBe(401);
      expect(json).toEqual({ error: 'invalid_client' });
    },
  );

  test('can answer invalid_client with 400', async () => {
    halo.simulator.toggles.invalidClientStatus = 400;
    expect((await halo.token({ client_secret: 'wrong' })).status).toBe(400);
  });

  test('knows no other grant type', async () => {
    const { status, json } = await halo.token({ grant_type: 'password' });
    expect(status).toBe(400);
    expect(json.error).toBe('unsupported_grant_type');
  });

  test.each(['grant_type', 'client_id', 'client_secret', 'scope'])('refuses a request without %s', async (field) => {
    const { status, json } = await halo.token({ [field]: undefined });
    expect(status).toBe(400);
    expect(json.error).toBe('invalid_request');
  });

  test('refuses a JSON body', async () => {
    const { status, json } = await halo.send('POST', '/auth/token', {
      body: JSON.stringify({ grant_type: 'client_credentials', client_id, client_secret, scope: 'all' }),
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(json.error).toBe('invalid_request');
  });

  test('takes client id and secret by HTTP Basic', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` };
    const answer = await halo.token({ client_id: undefined, client_secret: undefined }, '/auth/token', headers);
    expect(answer.status).toBe(200);
  });

  test('serves the shared form only for the right tenant', async () => {
    expect((await halo.token({}, '/hosted/auth/token?tenant=northwind')).status).toBe(200);
    expect((await halo.token({}, '/hosted/auth/token?tenant=southwind')).json).toEqual({ error: 'invalid_client' });
    expect((await halo.token({}, '/hosted/auth/token')).json).toEqual({ error: 'invalid_client' });
    expect((await halo.token({ tenant: 'northwind' }, '/hosted/auth/token')).json).toEqual({ error: 'invalid_client' });
  });

  test("checks the tenant on the instance's own form only where it is sent", async () => {
    expect((await halo.token({}, '/auth/token?tenant=northwind')).status).toBe(200);
    expect((await halo.token({}, '/auth/token?tenant=southwind')).status).toBe(401);
  });

  test('can leave expires_in out', async () => {
    halo.simulator.toggles.omitExpiresIn = true;
    expect((await halo.token()).json).not.toHaveProperty('expires_in');
  });
});

describe('a token', () => {
  test('is refused when its time has passed', async () => {
    expect((await halo.get('/api/Status')).status).toBe(200);
    halo.nowMs += 3_599_999;
    expect((await halo.get('/api/Status')).status).toBe(200);
    halo.nowMs += 1;
    expect((await halo.get('/api/Status')).status).toBe(401);
  });

  test('is refused once it was revoked, while a new one works', async () => {
    await halo.authorize();
    halo.simulator.revokeTokens();
    expect((await halo.get('/api/Status')).status).toBe(401);
    await halo.authorize();
    expect((await halo.get('/api/Status')).status).toBe(200);
  });

  test('is required, and required to be a bearer token', async () => {
    const { access_token } = (await halo.token()).json;
    expect((await halo.send('GET', '/api/Tickets')).status).toBe(401);
    expect((await halo.send('GET', '/api/Tickets', { headers: { authorization: access_token } })).status).toBe(401);
    expect((await halo.send('GET', '/api/Tickets', { headers: { authorization: 'Bearer foreign' } })).status).toBe(401);
  });

  test("keeps the rights of its issue when the agent's role changes", async () => {
    await halo.authorize('read:customers');
    halo.simulator.state.oauth.role_scopes = ['edit:tickets'];
    expect((await halo.get('/api/Client')).status).toBe(200);
    await halo.authorize();
    expect((await halo.get('/api/Client')).status).toBe(403);
  });
});

describe('discovery', () => {
  test('tells where tokens come from, without a token', async () => {
    const { status, json } = await halo.send('GET', '/api/authinfo');
    expect(status).toBe(200);
    expect(json).toEqual({ auth_url: `${halo.simulator.url}/auth`, tenant_id: 'northwind' });
  });

  test('can point to the shared authorisation server, which then answers', async () => {
    halo.simulator.toggles.hostedAuth = true;
    const { auth_url, tenant_id } = (await halo.send('GET', '/api/AuthInfo')).json;
    expect(auth_url).toBe(`${halo.simulator.url}/hosted/auth`);
    expect((await halo.token({}, `/hosted/auth/token?tenant=${tenant_id}`)).status).toBe(200);
  });

  test('serves an OpenID configuration', async () => {
    const { json } = await halo.send('GET', '/auth/.well-known/openid-configuration');
    expect(json).toMatchObject({
      issuer: `${halo.simulator.url}/auth`,
      token_endpoint: `${halo.simulator.url}/auth/token`,
    });
  });
});

describe('a request without User-Agent', () => {
  const bare = () =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const { hostname, port } = new URL(halo.simulator.url);
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, scope: 'all' });
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body).length };
      request({ hostname, port, path: '/auth/token', method: 'POST', headers }, async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode, text });
      })
        .on('error', reject)
        .end(String(body));
    });

  test('looks like one with wrong credentials', async () => {
    expect(await bare()).toEqual({ status: 401, text: '{"error":"invalid_client"}' });
  });

  test('is fine where the tenant does not mind', async () => {
    halo.simulator.toggles.requireUserAgent = false;
    expect((await bare()).status).toBe(200);
  });
});
