import { ExtensionError } from '../../errors.ts';
import type { HaloApi, HaloRecord } from '../../halopsa/api.ts';
import { lookIntoRows } from './look-into-rows.ts';
import { newestTickets } from './newest-tickets.ts';
import { type SizedPage, searchInPart } from './search-in-part.ts';

const PAGE_SIZE = 100;

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
  const look = lookIntoRows(halo, reference, summary);
  const query = { search: reference, order: 'id', orderdesc: true };
  const found = await searchInPart(halo, query, { pageSize: PAGE_SIZE, skip: 0 });
  const hit = await look.findIn(found.rows);
  if (hit !== undefined) return hit;
  const latest = await newestTickets(halo);
  const recent = await look.findIn(latest.rows);
  if (recent !== undefined) return recent;
  // More matches than were shown, on a page that HaloPSA may have cut, is what an ignored search looks like: then nothing is known.
  // Nor is it where rows were kept back, or where the newest tickets can't be told from the oldest.
  if (isWhole(found) && latest.areNewest && !look.isUnread()) return undefined;
  throw new ExtensionError('outcome_unknown', 'HaloPSA does not search its tickets for the reference.', {
    hint: `Look for a ticket with ${reference} in HaloPSA.`,
  });
}

/** A page without a count may be one that HaloPSA has cut, to twenty rows or more (QUIRKS.md, "page size is clamped"). */
const isWhole = ({ rows, recordCount, isUncounted, isPartial, pageSize }: SizedPage): boolean =>
  !isPartial && rows.length < (isUncounted ? Math.min(pageSize, 20) : pageSize) && recordCount <= rows.length;
