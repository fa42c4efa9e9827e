import type { HttpFailureKind } from './http-failure.ts';

const MAX_ATTEMPTS = 3;
/**
 * Of a delivery's 25 seconds: what is left is for the call that was waited for. LimaCharlie's three attempts are seconds apart, so whoever
 * doesn't wait here is soon given up (docs/decisions/0008).
 */
const MAX_WAIT_MS = 20_000;
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

/** "Now" and a date that is over, which two clocks that differ are enough for, would have the attempts follow each other in milliseconds. */
const MIN_WISH_MS = 1_000;
/** HaloPSA's window is five minutes long. A process that took every wish for true would be shut for years by a slip of a digit. */
const MAX_WISH_MS = 15 * 60_000;

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3), from a second to a quarter of an hour; undefined where it is
 * neither.
 */
export function parseRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const wishMs = header === undefined ? undefined : wishInMs(header, nowMs);
  return wishMs === undefined ? undefined : Math.min(MAX_WISH_MS, Math.max(MIN_WISH_MS, wishMs));
}

function wishInMs(header: string, nowMs: number): number | undefined {
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  // Date.parse reads "-5" and "1.5" as days of the year 2001.
  const atMs = HTTP_DATE.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs - nowMs;
}
