import type { Clock } from './clock.ts';
import { putNewest } from './put-newest.ts';

export interface TimedCache {
  /** What `load` returned for this key lately, else what it returns now, asked once however many wait for it. Rejects as `load` does. */
  get<T>(key: string, load: () => Promise<T>): Promise<T>;
}

export interface TimedCacheOptions {
  clock: Clock;
  maxAgeMs: number;
  maxEntries: number;
}

/** The age counts from the answer. Failures are not kept; the entry that was loaded longest ago makes room. */
export function createTimedCache({ clock, maxAgeMs, maxEntries }: TimedCacheOptions): TimedCache {
  const entries = new Map<string, { value: Promise<unknown>; staleAtMs: number }>();

  function load<T>(key: string, fetch: () => Promise<T>): Promise<T> {
    const entry = { value: fetch(), staleAtMs: Number.POSITIVE_INFINITY };
    putNewest(entries, key, entry, maxEntries);
    entry.value.then(
      () => {
        entry.staleAtMs = clock.nowMs() + maxAgeMs;
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key);
      },
    );
    return entry.value;
  }

  return {
    get<T>(key: string, fetch: () => Promise<T>): Promise<T> {
      const entry = entries.get(key);
      const isFresh = entry !== undefined && clock.nowMs() < entry.staleAtMs;
      return isFresh ? (entry.value as Promise<T>) : load(key, fetch);
    },
  };
}
