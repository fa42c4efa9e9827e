import type { Clock } from '../clock.ts';

const MAX_AGE_MS = 5 * 60_000;
/** After a refusal a secret is read again, but a storm of refusals must not become a storm of reads. */
const MIN_REREAD_INTERVAL_MS = 10_000;
/** For how long a secret is believed that can't be read again: an outage of Secrets Manager is none of ours then. */
const MAX_STALE_MS = 3_600_000;
/** In an outage one read in this time waits for Secrets Manager. */
const STALE_FOR_MS = 30_000;
const MAX_ENTRIES = 2_000;

export interface SecretReader {
  /** The secret's text; undefined where there is none or this function may not read it. */
  read(name: string): Promise<string | undefined>;
  /** Has the next read ask again, and not believe what was read before, unless that is only seconds old. */
  expire(name: string): void;
}

/** Undefined: there is no such secret, or this function may not read it. */
export type FetchSecret = (name: string) => Promise<string | undefined>;

interface Entry {
  value: Promise<string | undefined>;
  askedAtMs: number;
  keptMs: number;
  /** What Secrets Manager last said. */
  known: { text: string | undefined; readAtMs: number } | undefined;
  /** It was refused since. */
  isDoubted: boolean;
}

/**
 * Secrets by name, cached for five minutes as promises: concurrent first readers share one call. One that can't be read again is believed for an
 * hour, unless it was refused meanwhile; another failure is not cached.
 * @param onStale told of a secret that is believed without having been read again, and why
 */
export function createSecretReader(
  fetchSecret: FetchSecret,
  clock: Clock,
  onStale: (name: string, thrown: unknown) => void = () => {},
): SecretReader {
  const entries = new Map<string, Entry>();

  function load(name: string, before: Entry | undefined): Promise<string | undefined> {
    const value = fetchSecret(name).then(
      (text) => {
        entry.known = { text, readAtMs: clock.nowMs() };
        return text;
      },
      (thrown) => fallBack(name, entry, before, thrown),
    );
    const entry: Entry = {
      value,
      askedAtMs: clock.nowMs(),
      keptMs: MAX_AGE_MS,
      known: before?.known,
      isDoubted: false,
    };
    entries.delete(name);
    entries.set(name, entry);
    if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
    return value;
  }

  function fallBack(name: string, entry: Entry, before: Entry | undefined, thrown: unknown): string | undefined {
    const { known } = entry;
    if (known === undefined || clock.nowMs() - known.readAtMs >= MAX_STALE_MS) {
      if (entries.get(name) === entry) entries.delete(name);
      throw thrown;
    }
    Object.assign(entry, { value: Promise.resolve(known.text), askedAtMs: clock.nowMs(), keptMs: STALE_FOR_MS });
    if (before?.isDoubted) throw thrown;
    onStale(name, thrown);
    return known.text;
  }

  return {
    read(name) {
      const entry = entries.get(name);
      const isFresh = entry !== undefined && !entry.isDoubted && clock.nowMs() - entry.askedAtMs < entry.keptMs;
      return isFresh ? entry.value : load(name, entry);
    },
    expire(name) {
      const entry = entries.get(name);
      if (entry && clock.nowMs() - entry.askedAtMs >= MIN_REREAD_INTERVAL_MS) entry.isDoubted = true;
    },
  };
}
