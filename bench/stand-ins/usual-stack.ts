import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import axios from 'axios';
import { z } from 'zod';

/** create_ticket with what tutorials reach for: axios, zod and Powertools, whose idempotency keeps redeliveries from a second ticket. */
const inputSchema = z.object({ summary: z.string().min(1), details: z.string().optional() });
const secretSchema = z.object({ instance_url: z.string(), client_id: z.string(), client_secret: z.string() });
const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });

const logger = new Logger();
const secretsManager = new SecretsManagerClient({});
const http = axios.create({ headers: { 'user-agent': 'usual-stack' } });
let secret: z.infer<typeof secretSchema> | undefined;
let token: { value: string; expiresAtMs: number } | undefined;

async function readSecret() {
  const SecretId = `${process.env.SECRET_PREFIX}/default`;
  const reply = await secretsManager.send(new GetSecretValueCommand({ SecretId }));
  return secretSchema.parse(JSON.parse(reply.SecretString ?? ''));
}

async function readToken({ instance_url, client_id, client_secret }: z.infer<typeof secretSchema>) {
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope: 'all' };
  const reply = await http.post(`${instance_url}/auth/token`, new URLSearchParams(form));
  const { access_token, expires_in } = tokenSchema.parse(reply.data);
  return { value: access_token, expiresAtMs: Date.now() + (expires_in - 60) * 1000 };
}

async function createTicket(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const input = inputSchema.parse(JSON.parse(event.body ?? '{}'));
  secret ??= await readSecret();
  if (token === undefined || token.expiresAtMs < Date.now()) token = await readToken(secret);
  const headers = { authorization: `Bearer ${token.value}` };
  const { data } = await http.post(`${secret.instance_url}/api/Tickets`, [input], { headers });
  logger.info('ticket created', { ticket_id: data.id });
  return { statusCode: 200, body: JSON.stringify(data) };
}

const persistenceStore = new DynamoDBPersistenceLayer({ tableName: process.env.LEDGER_TABLE ?? '', keyAttr: 'pk' });
const config = new IdempotencyConfig({ eventKeyJmesPath: 'headers."idempotency-key"', expiresAfterSeconds: 86_400 });

export const handler = makeIdempotent(createTicket, { persistenceStore, config });
