import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { HttpFailure, toHttpFailure } from './http-failure.ts';
import { timeLimit } from './time-limit.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** For the whole exchange, from connecting to the last byte. */
  timeoutMs: number;
  maxReplyBytes: number;
  signal?: AbortSignal;
}

export interface HttpReply {
  status: number;
  /** Lower-case names; of a repeated header the first. */
  headers: Record<string, string | undefined>;
  text: string;
}

/**
 * One request and its whole reply. Redirects are not followed: the destination comes from the configuration alone.
 * @throws HttpFailure where there is no usable reply.
 */
export async function exchange(request: HttpRequest, dispatcher: Dispatcher): Promise<HttpReply> {
  using limit = timeLimit(request.timeoutMs, request.signal);
  try {
    const reply = await dispatcher.request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      headersTimeout: 0,
      bodyTimeout: 0,
      signal: limit.signal,
    });
    const text = await readCapped(reply.body, request.maxReplyBytes);
    // undici frees the connection only after the body's end was told: a call that follows at once would open another.
    await nextTurn();
    return { status: reply.statusCode, headers: firstValues(reply.headers), text };
  } catch (thrown) {
    throw toHttpFailure(thrown);
  }
}

async function readCapped(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new HttpFailure('too_large', true, `The reply is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function firstValues(headers: Record<string, string | string[] | undefined>): HttpReply['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
