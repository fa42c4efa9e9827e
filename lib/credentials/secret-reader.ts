import type { Clock } from '../clock.ts';

const MAX_AGE_MS = 5 * 60_000;
/** After a refusal a secret is read again, but a storm of refusals must not become a storm of reads. */
const MIN_REREAD_INTERVAL_MS = 10_000;
const MAX_ENTRIES = 2_000;

export interface SecretReader {
  /** The secret's text; undefined where there is none or this function may not read it. */
  read(name: string): Promise<string | undefined>;
  /** Has the next read ask again, unless the value is only seconds old. */
  expire(name: string): void;
}

/** Undefined: there is no such secret, or this function may not read it. */
export type FetchSecret = (name: string) => Promise<string | undefined>;

interface Entry {
  value: Promise<string | undefined>;
  readAtMs: number;
}

/** Secrets by name, cached for five minutes as promises: concurrent first readers share one call. Failures are not cached. */
export function createSecretReader(fetchSecret: FetchSecret, clock: Clock): SecretReader {
  const entries = new Map<string, Entry>();

  function load(name: string): Promise<string | undefined> {
    const value = fetchSecret(name);
    entries.delete(name);
    entries.set(name, { value, readAtMs: clock.nowMs() });
    if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
    value.catch(() => {
      if (entries.get(name)?.value === value) entries.delete(name);
    });
    return value;
  }

  return {
    read(name) {
      const entry = entries.get(name);
      const isFresh = entry !== undefined && clock.nowMs() - entry.readAtMs < MAX_AGE_MS;
      return isFresh ? entry.value : load(name);
    },
    expire(name) {
      const entry = entries.get(name);
      if (entry && clock.nowMs() - entry.readAtMs >= MIN_REREAD_INTERVAL_MS) entries.delete(name);
    },
  };
}
