const FIRST_DELAY_MS = 5_000;
/** LimaCharlie calls back no later. */
const MAX_DELAY_MS = 300_000;
/** What failed together does not come back together: sooner by up to this share. */
const SPREAD = 0.2;
/**
 * LimaCharlie ends a chain of a hundred.
 * @see https://github.com/refractionPOINT/documentation (docs/6-developer-guide/extensions/runtime-contract.md, "Continuations")
 */
const MAX_ATTEMPTS = 99;

export interface ResumePlan {
  /** How often it was called back for before. */
  attempt: number;
  /** When the message came first, in epoch milliseconds. */
  sinceMs: number;
  nowMs: number;
  /** For how long it is worth a try. */
  minutes: number;
  /** What HaloPSA asks for. */
  retryAfterSeconds: number | undefined;
  /** From 0 to 1. */
  random: number;
}

/**
 * In how many seconds LimaCharlie is to call back; undefined: no more. Five, twenty, eighty, and then every five minutes: ten calls, where older
 * versions of LimaCharlie end a chain, take half an hour. Pure.
 */
export function planResume({
  attempt,
  sinceMs,
  nowMs,
  minutes,
  retryAfterSeconds = 0,
  random,
}: ResumePlan): number | undefined {
  const plannedMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 4 ** attempt) * (1 - SPREAD * random);
  const delayMs = Math.min(MAX_DELAY_MS, Math.max(plannedMs, retryAfterSeconds * 1000));
  const isInTime = nowMs + delayMs <= sinceMs + minutes * 60_000;
  return isInTime && attempt < MAX_ATTEMPTS ? Math.ceil(delayMs / 1000) : undefined;
}
