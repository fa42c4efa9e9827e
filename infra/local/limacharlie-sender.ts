import { createHmac, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** What LimaCharlie says with a `request`; the parts that a caller doesn't care for have defaults. */
export interface ExtensionRequest {
  oid: string;
  action: string;
  data: unknown;
  /** The same on every redelivery of one message. */
  idempotencyKey?: string;
  /** The org's configuration of the extension. */
  config?: unknown;
}

export interface Delivery {
  status: number;
  /** As it came; LimaCharlie expects JSON, or nothing. */
  text: string;
  durationMs: number;
}

const PROTOCOL_VERSION = 20221218;

/** The envelope of a `request`, as LimaCharlie's cloud writes it. */
export function requestEnvelope({ oid, action, data, idempotencyKey = randomUUID(), config = {} }: ExtensionRequest) {
  return {
    version: PROTOCOL_VERSION,
    idempotency_key: idempotencyKey,
    request: {
      org: { oid, jwt: 'no-token-of-a-real-org', ident: 'local' },
      action,
      data,
      config,
      resource_state: {},
      inv_id: randomUUID(),
    },
  };
}

/**
 * Puts a message on the wire as LimaCharlie does: compressed, signed over the bytes before compression. Deliberately shares no code
 * with the receiving side, so that the two check each other.
 */
export function packMessage(
  message: unknown,
  sharedSecret: string,
): { headers: Record<string, string>; body: Buffer<ArrayBuffer> } {
  const plain = Buffer.from(JSON.stringify(message));
  return {
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'lc-ext-sig': createHmac('sha256', sharedSecret).update(plain).digest('hex'),
    },
    body: gzipSync(plain),
  };
}

/**
 * Delivers one message and waits for the answer, whatever its status.
 *
 * @throws TypeError (fetch's) when nobody listens at the URL
 */
export async function deliver(webhookUrl: string, message: unknown, sharedSecret: string): Promise<Delivery> {
  const { headers, body } = packMessage(message, sharedSecret);
  const sentAtMs = performance.now();
  const response = await fetch(webhookUrl, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, text, durationMs: performance.now() - sentAtMs };
}

/** How LimaCharlie is asked to call back. */
export interface Callback {
  in_delay_sec: number;
  action: string;
  state: unknown;
}

/** The first callback that an answer asks for, if it asks for one. */
export function callbackIn(text: string): Callback | undefined {
  try {
    return JSON.parse(text).continuations?.[0];
  } catch {
    return undefined;
  }
}
