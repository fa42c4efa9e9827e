import type { HaloPage } from '../halopsa/api.ts';

/**
 * HaloPSA ignores a filter that it doesn't know and returns everything (QUIRKS.md, "unknown parameters are ignored"): what fits may then be on
 * any page, and a page that holds none of it does not say that there is none.
 */
export function warnOfDropped(
  { recordCount, isUncounted }: HaloPage,
  dropped: number,
  records: 'tickets' | 'sites',
  warn: (text: string) => void,
): void {
  if (dropped === 0) return;
  const total = isUncounted ? 'it gave no total' : `its total of ${recordCount} counts such ${records} too`;
  warn(
    `HaloPSA returned ${dropped} ${records} on this page that contradict a filter; they were dropped, and ${total}. \`record_count\` is that of this page, and other pages may hold more.`,
  );
}
