import { putNewest } from './put-newest.ts';

/** What `make` made of the very same thing (`===`) under this key the last time, else what it makes now. What it throws is not kept. */
export type Remember = <T>(key: string, of: unknown, make: () => T) => T;

/** As many orgs as a process may serve without working anything out twice. */
const MAX_ENTRIES = 2_000;

/**
 * For what follows from a value that seldom changes and is asked for with each call: an org's secret was read four times a delivery. The entry
 * that was made longest ago makes room.
 */
export function createMemory(maxEntries = MAX_ENTRIES): Remember {
  const entries = new Map<string, { of: unknown; made: unknown }>();
  return <T>(key: string, of: unknown, make: () => T): T => {
    const entry = entries.get(key);
    if (entry !== undefined && entry.of === of) return entry.made as T;
    const made = make();
    putNewest(entries, key, { of, made }, maxEntries);
    return made;
  };
}
