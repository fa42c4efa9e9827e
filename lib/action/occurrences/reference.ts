import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloFields, HaloRecord } from '../../halopsa/api.ts';

const PAGE_SIZE = 100;

/** The line by which a redelivery finds the ticket that an earlier delivery made, worded for whoever reads the ticket. */
export const referenceLine = (reference: string): string =>
  `Reference: ${reference} (identifies the LimaCharlie message behind this ticket; please keep this line)`;

/** The fields with the reference line at the end of the body; of both bodies where there are two, since HaloPSA searches just one. */
export function withReference(fields: HaloFields, reference: string | undefined): HaloFields {
  if (reference === undefined) return fields;
  const line = referenceLine(reference);
  const { details, details_html: html } = fields;
  const hasHtml = typeof html === 'string';
  const hasText = typeof details === 'string' && details !== '';
  return {
    ...fields,
    ...(hasHtml && { details_html: `${html}<p>${line}</p>` }),
    ...((hasText || !hasHtml) && { details: hasText ? `${details}\n\n${line}` : line }),
  };
}

/**
 * The ticket with this reference, or undefined where HaloPSA has none. Its search is fuzzy, and one that it doesn't understand it
 * ignores: so the newest rows come first, and only the reference itself counts.
 */
export async function findByReference(halo: HaloApi, reference: string | undefined): Promise<HaloRecord | undefined> {
  if (reference === undefined) return undefined;
  const query = { search: reference, order: 'id', orderdesc: true, page_no: 1, page_size: PAGE_SIZE };
  const { rows, recordCount } = await halo.tickets.search(query);
  for (const row of rows) {
    const ticket = hasBody(row) ? row : await halo.tickets.get(row.id);
    if (bodyOf(ticket).includes(reference)) return halo.tickets.get(ticket.id);
  }
  // More matches than were shown, on a page that HaloPSA may have cut, is what an ignored search looks like: then nothing is known.
  if (recordCount <= rows.length && rows.length < PAGE_SIZE) return undefined;
  throw new ExtensionError('outcome_unknown', 'HaloPSA does not search its tickets for the reference.', {
    hint: `Look for a ticket with ${reference} in HaloPSA.`,
  });
}

const hasBody = (row: HaloRecord) => typeof row.details === 'string' || typeof row.details_html === 'string';

const bodyOf = (ticket: HaloRecord) => `${ticket.details ?? ''}\n${ticket.details_html ?? ''}`;
