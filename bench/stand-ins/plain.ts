import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { request } from 'undici';
import * as v from 'valibot';

/** create_ticket with the extension's own packages but none of its structure: everything is imported at the top. */
const inputSchema = v.object({ summary: v.pipe(v.string(), v.nonEmpty()), details: v.optional(v.string()) });
const secretSchema = v.object({ instance_url: v.string(), client_id: v.string(), client_secret: v.string() });
const tokenSchema = v.object({ access_token: v.string(), expires_in: v.number() });

const secretsManager = new SecretsManagerClient({});
let secret: v.InferOutput<typeof secretSchema> | undefined;
let token: { value: string; expiresAtMs: number } | undefined;

async function readSecret() {
  const SecretId = `${process.env.SECRET_PREFIX}/default`;
  const reply = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
  return v.parse(secretSchema, JSON.parse(reply.SecretString ?? ''));
}

async function readToken({ instance_url, client_id, client_secret }: v.InferOutput<typeof secretSchema>) {
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope: 'all' };
  const reply = await request(`${instance_url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'plain' },
    body: new URLSearchParams(form).toString(),
  });
  const { access_token, expires_in } = v.parse(tokenSchema, await reply.body.json());
  return { value: access_token, expiresAtMs: Date.now() + (expires_in - 60) * 1000 };
}

async function createTicket(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const input = v.parse(inputSchema, JSON.parse(event.body ?? '{}'));
  secret ??= await readSecret();
  if (token === undefined || token.expiresAtMs < Date.now()) token = await readToken(secret);
  const reply = await request(`${secret.instance_url}/api/Tickets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.value}`, 'content-type': 'application/json', 'user-agent': 'plain' },
    body: JSON.stringify([input]),
  });
  if (reply.statusCode >= 300) throw new Error(`HaloPSA answered ${reply.statusCode}`);
  return { statusCode: 200, body: await reply.body.text() };
}

export const handler = middy(createTicket);
