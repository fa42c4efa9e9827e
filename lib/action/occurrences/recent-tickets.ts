import type { Clock } from '../../clock.ts';
import type { HaloRecord } from '../../halopsa/api.ts';
import { putNewest } from '../../put-newest.ts';

const MAX_AGE_MS = 5_000;
const MAX_ENTRIES = 200;

/** Tickets as this process read them seconds ago. */
export interface RecentTickets {
  get(key: string): HaloRecord | undefined;
  put(key: string, ticket: HaloRecord): void;
}

/** In a storm every occurrence would read the same ticket; it is believed for five seconds. */
export function createRecentTickets(clock: Clock): RecentTickets {
  const entries = new Map<string, { ticket: HaloRecord; readAtMs: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      return entry && clock.nowMs() - entry.readAtMs < MAX_AGE_MS ? entry.ticket : undefined;
    },
    put(key, ticket) {
      putNewest(entries, key, { ticket, readAtMs: clock.nowMs() }, MAX_ENTRIES);
    },
  };
}
