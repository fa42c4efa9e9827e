import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloFields, HaloRecord } from '../../halopsa/api.ts';
import { withParagraph } from './with-paragraph.ts';

const PAGE_SIZE = 100;

/** The line by which a redelivery finds the ticket that an earlier delivery made, worded for whoever reads the ticket. */
export const referenceLine = (reference: string): string =>
  `Reference: ${reference} (identifies the LimaCharlie message behind this ticket; please keep this line)`;

export const withReference = (fields: HaloFields, reference: string | undefined): HaloFields =>
  reference === undefined ? fields : withParagraph(fields, referenceLine(reference));

/**
 * The ticket with this reference, or undefined where HaloPSA has none. Its search is fuzzy, and one that it doesn't understand it
 * ignores: so the newest rows come first, and only the reference itself counts. Nor need a search read the bodies (QUIRKS.md,
 * "what a search reads"), so the newest tickets are looked at without one too.
 */
export async function findByReference(halo: HaloApi, reference: string | undefined): Promise<HaloRecord | undefined> {
  if (reference === undefined) return undefined;
  const newest = { order: 'id', orderdesc: true, page_no: 1, page_size: PAGE_SIZE };
  const { rows, recordCount, isPartial } = await halo.tickets.search({ search: reference, ...newest });
  for (const row of rows) {
    const ticket = hasBody(row) ? row : await halo.tickets.get(row.id);
    if (bodyOf(ticket).includes(reference)) return halo.tickets.get(ticket.id);
  }
  const latest = await halo.tickets.search(newest);
  const recent = latest.rows.find((row) => bodyOf(row).includes(reference));
  if (recent !== undefined) return halo.tickets.get(recent.id);
  // More matches than were shown, on a page that HaloPSA may have cut, is what an ignored search looks like: then nothing is known.
  // Nor is it where rows were kept back.
  if (recordCount <= rows.length && rows.length < PAGE_SIZE && !isPartial) return undefined;
  throw new ExtensionError('outcome_unknown', 'HaloPSA does not search its tickets for the reference.', {
    hint: `Look for a ticket with ${reference} in HaloPSA.`,
  });
}

const hasBody = (row: HaloRecord) => typeof row.details === 'string' || typeof row.details_html === 'string';

const bodyOf = (ticket: HaloRecord) => `${ticket.details ?? ''}\n${ticket.details_html ?? ''}`;
