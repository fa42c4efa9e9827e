import type { HaloPage, HaloQuery, HaloRecord } from '../api.ts';

const DEFAULT_PAGE_SIZE = 50;

/** The page that a query asks for, of a list that was read whole and kept to what is allowed. */
export function pageOf(
  rows: HaloRecord[],
  { page_no: pageNo = 1, page_size: pageSize = DEFAULT_PAGE_SIZE }: HaloQuery,
): HaloPage {
  const start = (Number(pageNo) - 1) * Number(pageSize);
  return { recordCount: rows.length, rows: rows.slice(start, start + Number(pageSize)) };
}
