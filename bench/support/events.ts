import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { toEvent } from '../../infra/local/gateway/to-event.ts';
import { packMessage, requestEnvelope } from '../../infra/local/limacharlie-sender.ts';
import { OID, SHARED_SECRET } from '../services/settings.ts';

export interface DirectCall {
  action: string;
  input: unknown;
  /** With it the call is kept in the ledger; default none. */
  idempotencyKey?: string;
  oid?: string;
}

/** A direct call of an action as API Gateway hands it over. */
export function directEvent({ action, input, idempotencyKey, oid = OID }: DirectCall): APIGatewayProxyEventV2 {
  const headers = ['content-type', 'application/json', 'x-limacharlie-oid', oid];
  if (idempotencyKey !== undefined) headers.push('idempotency-key', idempotencyKey);
  return gatewayEvent(`/actions/${action}`, headers, Buffer.from(JSON.stringify(input)));
}

/** A signed, gzipped message of LimaCharlie's with a key of its own: it goes through the ledger. */
export function webhookEvent(action: string, data: unknown, oid = OID): APIGatewayProxyEventV2 {
  const { headers, body } = packMessage(requestEnvelope({ oid, action, data }), SHARED_SECRET);
  return gatewayEvent('/', Object.entries(headers).flat(), body);
}

function gatewayEvent(path: string, rawHeaders: string[], body: Buffer): APIGatewayProxyEventV2 {
  const route = {
    method: 'POST',
    path,
    functionLogicalId: '',
    authorizer: 'NONE' as const,
    integrationTimeoutMs: 30_000,
  };
  return toEvent(
    {
      method: 'POST',
      target: path,
      rawHeaders,
      body,
      httpVersion: '1.1',
      sourceIp: '127.0.0.1',
      port: 443,
      requestId: randomUUID(),
      receivedAtMs: Date.now(),
    },
    { route },
  );
}
