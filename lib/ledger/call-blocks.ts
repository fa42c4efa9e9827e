/** Calls that one process reserved at once. */
export interface Block {
  /** Which process. */
  w: string;
  /** When, in milliseconds. */
  at: number;
  n: number;
}

export interface ReservationRequest {
  blocks: readonly Block[];
  worker: string;
  /** How many calls of the worker's last block were not made and no longer will be. */
  unused: number;
  /** How many calls it made without having reserved them. */
  owed: number;
  /** Calls per window. */
  limit: number;
  nowMs: number;
}

export interface Reservation {
  blocks: Block[];
  /** How many calls the worker may make from now on, until `usableUntilMs`. */
  granted: number;
  usableUntilMs: number;
  /** When the oldest block leaves the window, where nothing is granted. */
  freeAtMs: number;
}

export const WINDOW_MS = 300_000;
/** A reserved call may be made up to this much later, so a block counts for this much longer. */
export const HOLD_MS = 30_000;
export const BLOCK_CALLS = 10;
/** Kept back for calls that processes make before they could reserve them: with it the total stays within 5 % above the limit. */
const RESERVE_SHARE = 0.05;

/** Reserves a block for a worker, gives back what it didn't use of its last, and forgets what has left the window. Pure. */
export function decideReservation({ blocks, worker, unused, owed, limit, nowMs }: ReservationRequest): Reservation {
  const current = giveBack(
    blocks.filter((block) => block.at > nowMs - WINDOW_MS - HOLD_MS),
    worker,
    unused,
  );
  const used = current.reduce((sum, block) => sum + block.n, 0) + owed;
  const free = Math.max(0, Math.floor(limit * (1 - RESERVE_SHARE)) - used);
  const granted = Math.min(BLOCK_CALLS, free);
  const mine = granted + owed > 0 ? [{ w: worker, at: nowMs, n: granted + owed }] : [];
  const oldestAtMs = current[0]?.at ?? nowMs;
  return {
    blocks: [...current, ...mine],
    granted,
    usableUntilMs: nowMs + HOLD_MS,
    freeAtMs: oldestAtMs + WINDOW_MS + HOLD_MS,
  };
}

function giveBack(blocks: readonly Block[], worker: string, unused: number): Block[] {
  const last = blocks.findLast((block) => block.w === worker);
  const adjusted = blocks.map((block) => (block === last ? { ...block, n: Math.max(0, block.n - unused) } : block));
  return adjusted.filter((block) => block.n > 0);
}
