import type { HaloRecord } from '../../halopsa/api.ts';
import type { OrgConfig } from '../org-config.ts';

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
  return lacksReopenStatus(config) ? 'new' : 'reopen';
}

/** `reopen`, and no status to set: what is noted on a ticket that stays closed would be seen by nobody. */
export const lacksReopenStatus = ({ closed_ticket_policy, reopen_status_id }: OrgConfig): boolean =>
  closed_ticket_policy === 'reopen' && reopen_status_id === undefined;

/** HaloPSA's statuses differ by tenant; whether a ticket is closed it says itself. */
export const isClosed = (ticket: HaloRecord): boolean => ticket.hasbeenclosed === true;
