import type { HaloPage } from '../halopsa/api.ts';

/**
 * HaloPSA cuts a page's size without a word (QUIRKS.md, "page size is clamped"): who counts the pages by the size that was asked for misses
 * rows.
 */
export function warnOfCutPage(
  { rows, recordCount }: HaloPage,
  { page_no: pageNo, page_size: pageSize }: { page_no: number; page_size: number },
  warn: (text: string) => void,
): void {
  const isCut = rows.length > 0 && rows.length < pageSize && (pageNo - 1) * pageSize + rows.length < recordCount;
  if (isCut)
    warn(
      `HaloPSA gave ${rows.length} rows for a page of ${pageSize}, and has ${recordCount}: ask for \`page_size\` ${rows.length}, from the first page on.`,
    );
}
