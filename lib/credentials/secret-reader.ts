import type { Clock } from '../clock.ts';
import { putNewest } from '../put-newest.ts';

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
  /** Why it could not be read again: `known` stands in. */
  failure?: unknown;
  /** It was refused since. */
  isDoubted: boolean;
}

/**
 * Secrets by name, cached for five minutes as promises: concurrent first readers share one call. One that can't be read again is believed for an
 * hour, but not by whom it was refused to; another failure is not cached.
 * @param onStale told of a secret that is believed without having been read again, and why
 */
export function createSecretReader(
  fetchSecret: FetchSecret,
  clock: Clock,
  onStale: (name: string, thrown: unknown) => void = () => {},
): SecretReader {
  const entries = new Map<string, Entry>();
  const ageOf = (entry: Entry) => clock.nowMs() - entry.askedAtMs;

  function load(name: string, before: Entry | undefined, isDoubted: boolean): Promise<string | undefined> {
    const value = fetchSecret(name).then(
      (text) => {
        entry.known = { text, readAtMs: clock.nowMs() };
        return text;
      },
      (thrown) => {
        const text = fallBack(name, entry, thrown);
        if (isDoubted) throw thrown;
        onStale(name, thrown);
        return text;
      },
    );
    const times = { askedAtMs: clock.nowMs(), keptMs: MAX_AGE_MS };
    const entry: Entry = { value, ...times, known: before?.known, isDoubted: false };
    putNewest(entries, name, entry, MAX_ENTRIES);
    return value;
  }

  function fallBack(name: string, entry: Entry, failure: unknown): string | undefined {
    const { known } = entry;
    if (known === undefined || isDenial(failure) || clock.nowMs() - known.readAtMs >= MAX_STALE_MS) {
      if (entries.get(name) === entry) entries.delete(name);
      throw failure;
    }
    const value = Promise.resolve(known.text);
    Object.assign(entry, { value, askedAtMs: clock.nowMs(), keptMs: STALE_FOR_MS, failure });
    return known.text;
  }

  return {
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined || ageOf(entry) >= entry.keptMs) return load(name, entry, entry?.isDoubted ?? false);
      if (!entry.isDoubted) return entry.value;
      // The others go on believing it.
      entry.isDoubted = false;
      return ageOf(entry) < MIN_REREAD_INTERVAL_MS ? Promise.reject(entry.failure) : load(name, entry, true);
    },
    expire(name) {
      const entry = entries.get(name);
      if (entry && (entry.failure !== undefined || ageOf(entry) >= MIN_REREAD_INTERVAL_MS)) entry.isDoubted = true;
    },
  };
}

/** AWS is there and says no: whoever takes a grant away means it at once. */
const isDenial = (failure: unknown): boolean =>
  failure instanceof Error && failure.cause instanceof Error && failure.cause.name === 'AccessDeniedException';
