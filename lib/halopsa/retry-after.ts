import type { HttpReply } from '../http/exchange.ts';
import { parseRetryAfterMs } from '../http/retry.ts';

/** Nobody has shown that HaloPSA sends Retry-After; a minute is what provisiondata/ProvisionData.HaloPSA.ApiClient waits (QUIRKS.md). */
const DEFAULT_THROTTLED_SECONDS = 60;

/** How long a failed reply asks its sender to wait; undefined where it doesn't ask. Throttled callers are always told a time. */
export function retryAfterSeconds(reply: HttpReply, nowMs: number): number | undefined {
  const wishMs = parseRetryAfterMs(reply.headers['retry-after'], nowMs);
  if (wishMs !== undefined) return Math.ceil(wishMs / 1000);
  return reply.status === 429 ? DEFAULT_THROTTLED_SECONDS : undefined;
}
