import type { HttpFailureKind } from './http-failure.ts';

const MAX_ATTEMPTS = 3;
/** Longer than this a delivery does not wait for its turn: LimaCharlie's redelivery is the queue. */
const MAX_WAIT_MS = 10_000;
/** What has to be left after a wait for the next attempt to make sense. */
const RESERVE_MS = 1_000;
const TRANSIENT = new Set([502, 503, 504]);

/** One finished attempt, as plain values. */
export interface Attempt {
  /** A write is repeated only where the server can't have acted on it. */
  kind: 'read' | 'write';
  /** From 1. */
  number: number;
  result: { status: number; retryAfterMs?: number } | { failure: HttpFailureKind; sent: boolean };
  remainingMs: number;
  /** 0 to 1: the jitter, so that many callers do not come back in step. */
  random: number;
}

/** How long to wait before the next attempt; undefined: don't. HaloPSA's own wish (Retry-After) wins over our backoff. */
export function retryDelayMs(attempt: Attempt): number | undefined {
  if (attempt.number >= MAX_ATTEMPTS || !isRepeatable(attempt)) return undefined;
  const delayMs = wishedDelayMs(attempt.result) ?? backoffMs(attempt);
  return isWorthWaiting(delayMs, attempt.remainingMs) ? delayMs : undefined;
}

/** Whether a wait is short enough, and leaves enough time for what is waited for. */
export const isWorthWaiting = (waitMs: number, remainingMs: number): boolean =>
  waitMs <= Math.min(MAX_WAIT_MS, remainingMs - RESERVE_MS);

function isRepeatable({ kind, result }: Attempt): boolean {
  if ('status' in result) return result.status === 429 || (kind === 'read' && TRANSIENT.has(result.status));
  if (result.failure === 'refused') return true;
  return kind === 'read' && result.failure === 'reset';
}

const wishedDelayMs = (result: Attempt['result']) => ('status' in result ? result.retryAfterMs : undefined);

/** 429 says "later", not "again": it gets the longer base. */
function backoffMs({ result, number, random }: Attempt): number {
  const baseMs = 'status' in result && result.status === 429 ? 1_000 : 200;
  return Math.round(baseMs * 2 ** (number - 1) * (0.5 + random));
}

const HTTP_DATE = /^\s*(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .+ GMT\s*$/;

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3); undefined where it is neither. */
export function parseRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  // Date.parse reads "-5" and "1.5" as days of the year 2001.
  const atMs = HTTP_DATE.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
