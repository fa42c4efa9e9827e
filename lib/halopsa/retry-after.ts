import type { HttpReply } from '../http/exchange.ts';
import { parseRetryAfterMs } from '../http/retry.ts';

/** How long a failed reply asks its sender to wait; undefined where it doesn't. To a 429 the sending adds its own wish where HaloPSA has none. */
export function retryAfterSeconds(reply: HttpReply, nowMs: number): number | undefined {
  const wishMs = parseRetryAfterMs(reply.headers['retry-after'], nowMs);
  return wishMs === undefined ? undefined : Math.ceil(wishMs / 1000);
}
