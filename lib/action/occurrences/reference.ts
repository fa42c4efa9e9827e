import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloFields, HaloRecord } from '../../halopsa/api.ts';
import { isOutOfReach } from '../is-out-of-reach.ts';
import { newestTickets } from './newest-tickets.ts';
import { type SizedPage, searchInPart } from './search-in-part.ts';
import { withParagraph } from './with-paragraph.ts';

const PAGE_SIZE = 100;
/** Of the tickets in a list whose row may not show its whole body. */
const MAX_OPENED = 10;
/** No subject line is cut shorter. */
const MIN_CUT_CHARS = 50;

const LABEL = 'Reference: ';
/** A whole one, of whichever message. */
const ANY_REFERENCE = new RegExp(`${LABEL}\\S+ \\(`);

/** The line by which a redelivery finds the ticket that an earlier delivery made, worded for whoever reads the ticket. */
export const referenceLine = (reference: string): string =>
  `${LABEL}${reference} (identifies the LimaCharlie message behind this ticket; please keep this line)`;

export const withReference = (fields: HaloFields, reference: string | undefined): HaloFields =>
  reference === undefined ? fields : withParagraph(fields, referenceLine(reference));

/**
 * The ticket with this reference, or undefined where HaloPSA has none. Its search is fuzzy, and one that it doesn't understand it
 * ignores: so the newest rows come first, and only the reference itself counts. Nor need a search read the bodies (QUIRKS.md,
 * "what a search reads"), so the newest tickets are looked at without one too.
 * @param summary the ticket's, where it is known: of rows that show no body, or part of one, those are opened that have it
 * @throws ExtensionError `outcome_unknown` where HaloPSA has not shown enough to tell
 */
export async function findByReference(
  halo: HaloApi,
  reference: string | undefined,
  summary?: unknown,
): Promise<HaloRecord | undefined> {
  if (reference === undefined) return undefined;
  const holds = (row: HaloRecord) => bodyOf(row).includes(reference);
  const opened = new Set<number>();
  let isUnread = false;
  const findIn = async (rows: readonly HaloRecord[]): Promise<HaloRecord | undefined> => {
    const shown = rows.find(holds);
    if (shown !== undefined) return halo.tickets.get(shown.id);
    const unread = rows.filter((row) => !opened.has(row.id) && mayHold(row, summary));
    for (const row of unread.slice(0, MAX_OPENED)) {
      opened.add(row.id);
      const ticket = await halo.tickets.get(row.id).catch(whenOutOfReach);
      isUnread ||= ticket === undefined && mayBeCalled(row, summary);
      if (ticket !== undefined && holds(ticket)) return ticket;
    }
    return undefined;
  };
  const query = { search: reference, order: 'id', orderdesc: true };
  const found = await searchInPart(halo, query, { pageSize: PAGE_SIZE, skip: 0 });
  const hit = await findIn(found.rows);
  if (hit !== undefined) return hit;
  const latest = await newestTickets(halo);
  const recent = await findIn(latest.rows);
  if (recent !== undefined) return recent;
  // More matches than were shown, on a page that HaloPSA may have cut, is what an ignored search looks like: then nothing is known.
  // Nor is it where rows were kept back, or where the newest tickets can't be told from the oldest.
  if (isWhole(found) && latest.areNewest && !isUnread) return undefined;
  throw new ExtensionError('outcome_unknown', 'HaloPSA does not search its tickets for the reference.', {
    hint: `Look for a ticket with ${reference} in HaloPSA.`,
  });
}

/** Somebody else's ticket (QUIRKS.md, "invisible ticket"), or one that was deleted meanwhile, ends no look for another; but it may have been the one. */
function whenOutOfReach(thrown: unknown): undefined {
  if (!isOutOfReach(thrown) && ExtensionError.from(thrown).code !== 'scope_missing') throw thrown;
}

/** A page without a count may be one that HaloPSA has cut, to twenty rows or more (QUIRKS.md, "page size is clamped"). */
const isWhole = ({ rows, recordCount, isUncounted, isPartial, pageSize }: SizedPage): boolean =>
  !isPartial && rows.length < (isUncounted ? Math.min(pageSize, 20) : pageSize) && recordCount <= rows.length;

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
