import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloRecord } from '../../halopsa/api.ts';
import { isOutOfReach } from '../is-out-of-reach.ts';
import { ANY_REFERENCE } from './reference.ts';

/** Of the tickets in a list whose row may not show its whole body. */
const MAX_OPENED = 10;
/** No subject line is cut shorter. */
const MIN_CUT_CHARS = 50;

export interface RowsLook {
  /** The ticket with the reference, among these rows. */
  findIn(rows: readonly HaloRecord[]): Promise<HaloRecord | undefined>;
  /** What could not be opened may be the one. */
  isUnread(): boolean;
}

/** Looks for a reference in rows of tickets, and opens those that may have it without showing it, none of them twice. */
export function lookIntoRows({ tickets }: HaloApi, reference: string, summary: unknown): RowsLook {
  const holds = (row: HaloRecord) => bodyOf(row).includes(reference);
  const opened = new Set<number>();
  let isUnread = false;
  return {
    isUnread: () => isUnread,
    async findIn(rows) {
      const shown = rows.find(holds);
      if (shown !== undefined) return tickets.get(shown.id);
      const unread = rows.filter((row) => !opened.has(row.id) && mayHold(row, summary));
      for (const row of unread.slice(0, MAX_OPENED)) {
        opened.add(row.id);
        const ticket = await tickets.get(row.id).catch(whenOutOfReach);
        isUnread ||= ticket === undefined && mayBeCalled(row, summary);
        if (ticket !== undefined && holds(ticket)) return ticket;
      }
      return undefined;
    },
  };
}

/** Somebody else's ticket (QUIRKS.md, "invisible ticket"), or one that was deleted meanwhile, ends no look for another; but it may have been the one. */
function whenOutOfReach(thrown: unknown): undefined {
  if (!isOutOfReach(thrown) && ExtensionError.from(thrown).code !== 'scope_missing') throw thrown;
}

/** A row shows no body, or one that may end before the reference, perhaps within it. */
const mayHold = (row: HaloRecord, summary: unknown): boolean =>
  !hasBody(row) || (isAlike(row.summary, summary) && !ANY_REFERENCE.test(bodyOf(row)));

const mayBeCalled = ({ summary: shown }: HaloRecord, summary: unknown): boolean =>
  shown === undefined || summary === undefined || isAlike(shown, summary);

/** HaloPSA trims a subject line, and may cut it or take several blanks for one. */
function isAlike(shown: unknown, sent: unknown): boolean {
  if (typeof shown !== 'string' || typeof sent !== 'string') return false;
  const [a, b] = [shown, sent].map((text) => text.trim().replace(/\s+/g, ' ')) as [string, string];
  return a === b || (a.length >= MIN_CUT_CHARS && b.startsWith(a));
}

const hasBody = (row: HaloRecord) => typeof row.details === 'string' || typeof row.details_html === 'string';

const bodyOf = (ticket: HaloRecord) => `${ticket.details ?? ''}\n${ticket.details_html ?? ''}`;
