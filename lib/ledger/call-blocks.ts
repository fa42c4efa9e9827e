/** Calls that one process reserved at once. */
export interface Block {
  /** Which process. */
  w: string;
  /** When, in milliseconds. */
  at: number;
  n: number;
}

export interface ReservationRequest {
  /** In order of time. */
  blocks: readonly Block[];
  worker: string;
  /** How many calls of its last block the worker made, and how many were not made and no longer will be. */
  used: number;
  unused: number;
  /** How many calls it made without having reserved them. */
  owed: number;
  /** Calls per window. */
  limit: number;
  nowMs: number;
}

export interface Reservation {
  blocks: Block[];
  /** How many calls the worker may make from now on, until `usableUntilMs`: a whole block or none. */
  granted: number;
  usableUntilMs: number;
  /** Where nothing is granted: when enough blocks have left the window. */
  freeAtMs: number;
}

export const WINDOW_MS = 300_000;
/** A reserved call may be made up to this much later, so a block counts for this much longer. */
export const HOLD_MS = 30_000;
const BLOCK_CALLS = 10;
/** What a process gets that has shown no need of more: many are short-lived, and what they leave unused nobody else can have. */
const FIRST_BLOCK_CALLS = 2;
/** Kept back for calls that processes make before they could reserve them: with it the total stays within 5 % above the limit. */
const RESERVE_SHARE = 0.05;

/** Reserves a block for a worker, gives back what it didn't use of its last, and forgets what has left the window. Pure. */
export function decideReservation({
  blocks,
  worker,
  used,
  unused,
  owed,
  limit,
  nowMs,
}: ReservationRequest): Reservation {
  const inWindow = blocks.filter((block) => leavesAtMs(block) > nowMs);
  const last = inWindow.findLast((block) => block.w === worker);
  const current = inWindow
    .map((block) => (block === last ? { ...block, n: block.n - unused } : block))
    .filter((block) => block.n > 0);
  const total = Math.max(1, Math.floor(limit * (1 - RESERVE_SHARE)));
  const wanted = Math.min(total, nextBlockCalls(used));
  const excess = current.reduce((sum, block) => sum + block.n, 0) + owed + wanted - total;
  const granted = excess > 0 ? 0 : wanted;
  const mine = granted + owed > 0 ? [{ w: worker, at: nowMs, n: granted + owed }] : [];
  return {
    blocks: [...current, ...mine],
    granted,
    usableUntilMs: nowMs + HOLD_MS,
    freeAtMs: whenFree(current, excess, nowMs),
  };
}

const leavesAtMs = (block: Block) => block.at + WINDOW_MS + HOLD_MS;

/** Twice what the last one was good for, so that a busy process soon asks the table once for many calls. */
const nextBlockCalls = (used: number) => Math.min(BLOCK_CALLS, Math.max(FIRST_BLOCK_CALLS, 2 * used));

function whenFree(blocks: readonly Block[], excess: number, nowMs: number): number {
  let left = excess;
  for (const block of blocks) {
    left -= block.n;
    if (left <= 0) return leavesAtMs(block);
  }
  return nowMs + WINDOW_MS + HOLD_MS;
}
