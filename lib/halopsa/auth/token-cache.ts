import type { Clock } from '../../clock.ts';
import { ExtensionError } from '../../errors.ts';
import { putNewest } from '../../put-newest.ts';
import type { Token } from './token.ts';

/** As many as secrets are kept: fewer, and organizations that take turns would each ask for a token again. */
const MAX_ENTRIES = 2_000;
/** How long a refused client id, secret or scope is remembered, so that a storm of calls does not hammer the token endpoint. */
const REFUSAL_MEMORY_MS = 30_000;

export type FetchToken = (useless?: Token) => Promise<Token>;

export interface TokenCache {
  /**
   * The token under `key`, fetched once however many ask at the same time. `fetch` is told the last one, which ended or failed. Rejects as
   * `fetch` does.
   */
  get(key: string, fetch: FetchToken): Promise<Token>;
  /**
   * Forgets the token that failed; a newer one under the same key stays, and so does one that is younger than `minAgeMs`. False: that one is too
   * young.
   */
  drop(key: string, failed: Token, minAgeMs?: number): boolean;
}

interface Entry {
  token: Promise<Token>;
  /** Undefined while the request is under way. */
  staleAtMs?: number;
  value?: Token;
  fetchedAtMs?: number;
}

/**
 * Tokens by everything that changes them. The promise is cached, not the value: a thousand cold callers make one request.
 * Whether a token is stale is judged by the clock when it is read, since timers stand still while a Lambda is frozen.
 */
export function createTokenCache(clock: Clock): TokenCache {
  const entries = new Map<string, Entry>();

  function load(key: string, fetch: FetchToken): Entry {
    const entry: Entry = { token: fetch(entries.get(key)?.value) };
    putNewest(entries, key, entry, MAX_ENTRIES);
    entry.token.then(
      (token) => Object.assign(entry, { value: token, staleAtMs: token.renewAtMs, fetchedAtMs: clock.nowMs() }),
      (error) => {
        if (isRefusal(error)) entry.staleAtMs = clock.nowMs() + REFUSAL_MEMORY_MS;
        else if (entries.get(key) === entry) entries.delete(key);
      },
    );
    return entry;
  }

  return {
    get(key, fetch) {
      const entry = entries.get(key);
      const isUsable = entry !== undefined && (entry.staleAtMs === undefined || clock.nowMs() < entry.staleAtMs);
      return (isUsable ? entry : load(key, fetch)).token;
    },
    drop(key, failed, minAgeMs = 0) {
      const entry = entries.get(key);
      if (entry?.value !== failed) return true;
      if (clock.nowMs() - (entry.fetchedAtMs ?? 0) < minAgeMs) return false;
      entry.staleAtMs = clock.nowMs();
      return true;
    },
  };
}

const isRefusal = (error: unknown) => error instanceof ExtensionError && !error.retriable;
