import type { HaloRecord } from '../../halopsa/api.ts';
import type { OrgConfig } from '../config/org-config.ts';

const DEFAULT_WINDOW_MINUTES = 1_440;

/** What is known of the ticket that a key points to. */
export interface KnownTicket {
  /** Undefined: HaloPSA has it no longer. */
  ticket: HaloRecord | undefined;
  lastSeenAtMs: number;
  nowMs: number;
}

export type Decision = 'append' | 'reopen' | 'new';

/** What becomes of an occurrence whose key has a ticket already. Pure. */
export function decideOccurrence({ ticket, lastSeenAtMs, nowMs }: KnownTicket, config: OrgConfig): Decision {
  if (ticket === undefined || ticket.deleted === true) return 'new';
  const windowMs = (config.dedup_window_minutes ?? DEFAULT_WINDOW_MINUTES) * 60_000;
  const isInWindow = nowMs - lastSeenAtMs <= windowMs;
  if (isInWindow && !isClosed(ticket)) return 'append';
  const policy = config.closed_ticket_policy ?? 'new';
  if (policy !== 'reopen') return policy;
  if (!isClosed(ticket)) return 'append';
  return lacksReopenStatus(config, ticket) ? 'new' : 'reopen';
}

/**
 * `reopen`, and no status to set, or the one in which HaloPSA calls the ticket closed: what is noted on a ticket that stays closed would be seen by
 * nobody.
 */
export const lacksReopenStatus = (
  { closed_ticket_policy: policy, reopen_status_id: statusId }: OrgConfig,
  { status_id: current }: HaloRecord,
): boolean => policy === 'reopen' && (statusId === undefined || statusId === current);

/**
 * HaloPSA's statuses differ by tenant; whether a ticket is closed it says itself. Where it leaves that out, the time at which it was closed says it:
 * one that has not come is left out, or is the first day of some calendar.
 */
export function isClosed({ hasbeenclosed, dateclosed }: HaloRecord): boolean {
  const said = String(hasbeenclosed ?? '').toLowerCase();
  if (said === 'true' || said === 'false') return said === 'true';
  return typeof dateclosed === 'string' && Date.parse(dateclosed) > FIRST_REAL_DAY_MS;
}

const FIRST_REAL_DAY_MS = Date.UTC(1971, 0);
