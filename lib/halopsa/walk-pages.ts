import { ExtensionError } from '../errors.ts';
import type { HaloList, HaloPage, HaloRecord } from './api.ts';

const PAGE_SIZE = 100;
const MAX_PAGES = 50;
const MAX_IN_FLIGHT = 4;
/** HaloPSA gives so many rows, or a multiple, where it cuts a list (QUIRKS.md, "page size is clamped"). */
export const CUT_ROWS = 50;

/**
 * Every row of a list. HaloPSA clamps page sizes silently, and nobody has shown whether it then counts pages in the asked or the
 * clamped size: so the pages after the first are asked for in the size that came (QUIRKS.md, "page size is clamped"), up to four
 * at once. Each id is kept once; the walk ends where `record_count` is reached or nothing new comes. Without a count it goes page by page; where
 * these repeat themselves, a list that looks cut may be.
 * @param fetchAll asks for so many rows at once, for a list that may not know of pages: where nothing new comes and rows are missing
 * @param keyOf tells rows apart
 * @throws ExtensionError `ambiguous` after 50 pages: a list that was not read to its end proves nothing
 */
export async function walkPages(
  fetchPage: (pageNo: number, pageSize: number) => Promise<HaloPage>,
  fetchAll?: (count: number) => Promise<HaloPage>,
  keyOf: (row: HaloRecord) => unknown = (row) => row.id,
): Promise<HaloList> {
  const first = await fetchPage(1, PAGE_SIZE);
  const rows = new Map(first.rows.map((row) => [keyOf(row), row]));
  const pageSize = first.rows.length;
  const total = first.isUncounted ? Number.POSITIVE_INFINITY : first.recordCount;
  if (!first.isUncounted && pageSize > 0 && total > MAX_PAGES * pageSize) throw tooMany(total);
  let pageNo = 2;
  let repeats = false;
  while (pageSize > 0 && rows.size < total) {
    const wanted = first.isUncounted ? 1 : Math.min(MAX_IN_FLIGHT, Math.ceil((total - rows.size) / pageSize));
    const pageNos = Array.from({ length: wanted }, (_, ahead) => pageNo + ahead);
    pageNo += pageNos.length;
    if (pageNo > MAX_PAGES + 1) throw tooMany(Math.max(rows.size, first.recordCount));
    const before = rows.size;
    const pages = await Promise.all(pageNos.map((one) => fetchPage(one, pageSize)));
    for (const row of pages.flatMap((page) => page.rows)) rows.set(keyOf(row), row);
    if (rows.size > before) continue;
    repeats = pages.some((page) => page.rows.length > 0);
    if (!first.isUncounted) for (const row of (await fetchAll?.(total))?.rows ?? []) rows.set(keyOf(row), row);
    break;
  }
  const looksCut = repeats && rows.size % CUT_ROWS === 0;
  return { rows: [...rows.values()], isPartial: first.isUncounted ? looksCut : rows.size < total };
}

const tooMany = (recordCount: number) =>
  new ExtensionError(
    'ambiguous',
    `HaloPSA lists ${recordCount} records for this search, too many to tell them apart.`,
    {
      hint: 'Narrow it down, for example with `client_id`.',
    },
  );
