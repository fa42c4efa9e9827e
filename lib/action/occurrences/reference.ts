import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloFields, HaloRecord } from '../../halopsa/api.ts';
import { newestTickets } from './newest-tickets.ts';
import { withParagraph } from './with-paragraph.ts';

const PAGE_SIZE = 100;
/** Of the newest tickets whose row may not show its whole body. */
const MAX_OPENED = 10;

const LABEL = 'Reference: ';

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
  const newest = { order: 'id', orderdesc: true, page_no: 1, page_size: PAGE_SIZE };
  const { rows, recordCount, isPartial } = await halo.tickets.search({ search: reference, ...newest });
  for (const row of rows) {
    const ticket = hasBody(row) ? row : await halo.tickets.get(row.id);
    if (bodyOf(ticket).includes(reference)) return halo.tickets.get(ticket.id);
  }
  const latest = await newestTickets(halo);
  const recent = latest.rows.find((row) => bodyOf(row).includes(reference));
  if (recent !== undefined) return halo.tickets.get(recent.id);
  const seen = new Set(rows.map(({ id }) => id));
  const mayBeIt = (row: HaloRecord) => !hasBody(row) || (row.summary === summary && !bodyOf(row).includes(LABEL));
  const unread = latest.rows.filter((row) => !seen.has(row.id) && mayBeIt(row));
  for (const { id } of unread.slice(0, MAX_OPENED)) {
    const ticket = await halo.tickets.get(id);
    if (bodyOf(ticket).includes(reference)) return ticket;
  }
  // More matches than were shown, on a page that HaloPSA may have cut, is what an ignored search looks like: then nothing is known.
  // Nor is it where rows were kept back, or where the newest tickets can't be told from the oldest.
  if (recordCount <= rows.length && rows.length < PAGE_SIZE && !isPartial && latest.areNewest) return undefined;
  throw new ExtensionError('outcome_unknown', 'HaloPSA does not search its tickets for the reference.', {
    hint: `Look for a ticket with ${reference} in HaloPSA.`,
  });
}

const hasBody = (row: HaloRecord) => typeof row.details === 'string' || typeof row.details_html === 'string';

const bodyOf = (ticket: HaloRecord) => `${ticket.details ?? ''}\n${ticket.details_html ?? ''}`;
