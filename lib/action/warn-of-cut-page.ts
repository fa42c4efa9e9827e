import type { HaloPage } from '../halopsa/api.ts';

/**
 * HaloPSA cuts a page's size without a word (QUIRKS.md, "page size is clamped"): who counts the pages by the size that was asked for misses
 * rows. So does who counts on a total that it didn't give, or on a row that can't be read.
 */
export function warnOfCutPage(
  { rows, recordCount, isUncounted, unreadable = 0 }: HaloPage,
  { page_no: pageNo, page_size: pageSize }: { page_no: number; page_size: number },
  warn: (text: string) => void,
): void {
  const given = rows.length + unreadable;
  if (unreadable > 0) warn(`HaloPSA gave ${unreadable} rows without an id on this page; they were left out.`);
  if (isUncounted)
    warn('HaloPSA gave no count of all matches: `record_count` is that of this page, and there may be more.');
  const isCut = given > 0 && given < pageSize && (pageNo - 1) * pageSize + given < recordCount;
  if (isCut)
    warn(
      `HaloPSA gave ${given} rows for a page of ${pageSize}, and has ${recordCount}: ask for \`page_size\` ${given}, from the first page on.`,
    );
}
