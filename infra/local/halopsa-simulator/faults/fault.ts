/**
 * What goes wrong with a request. `before`: HaloPSA hasn't acted; `after-commit`: it has, and the client can't know.
 * - `reset-before`: the connection is reset before anything is read, like a refused one
 * - `reset-after-commit`: acts, then resets without an answer
 * - `status`: an answer of one's own; a `body` that isn't text goes out as JSON
 * - `hang-before`, `hang-after-commit`: never answers
 * - `truncated`: acts, announces the whole length, sends half, then resets
 * - `html`: a proxy's error page; `broken-json`: acts, answers JSON that stops in the middle with a fitting length
 * - `once-401`: as for an expired token
 * - `429`: throttled, in text; `retryAfter` as seconds or HTTP date
 * - `empty-403`; `redirect` to `location`
 * - `slow`: acts at once, answers `delayMs` later
 * - `oversized`: acts, answers `bytes` bytes
 */
export type Fault =
  | { kind: 'reset-before' | 'reset-after-commit' | 'hang-before' | 'hang-after-commit' | 'truncated' | 'broken-json' }
  | { kind: 'status'; status: number; when?: When; body?: unknown; headers?: Record<string, string> }
  | { kind: 'html'; status?: number; when?: When }
  | { kind: 'once-401' | 'empty-403' }
  | { kind: '429'; retryAfter?: number | string }
  | { kind: 'slow'; delayMs: number }
  | { kind: 'redirect'; location: string; status?: number }
  | { kind: 'oversized'; bytes: number };

export const FAULT_KINDS = [
  'reset-before',
  'reset-after-commit',
  'status',
  'hang-before',
  'hang-after-commit',
  'truncated',
  'html',
  'broken-json',
  'once-401',
  '429',
  'empty-403',
  'slow',
  'redirect',
  'oversized',
] as const satisfies Fault['kind'][];

export type When = 'before' | 'after-commit';

/** Which requests: all that fit every given member. */
export type FaultMatch = {
  method?: string;
  /** Text: the path's beginning, in any case. */
  path?: string | RegExp;
  /** By lower-case names: singles out one of several requests that are under way at once. */
  headers?: Record<string, string>;
};

/** `skip`: how many matching requests go through first (default 0); `times`: how many are hit then (default 1; Infinity for all). */
export type FaultRule = Fault & { match?: FaultMatch; times?: number; skip?: number };
