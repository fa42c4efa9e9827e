import type { HaloList, HaloPage, HaloQuery, HaloRecord } from './api.ts';
import { CUT_ROWS, walkPages } from './walk-pages.ts';

/** What is asked for at once: as much as is read of any list. */
export const MOST_ROWS = 5_000;

/**
 * Every row of a list that HaloPSA documents without pages, and of which about 50 rows may come (QUIRKS.md, "long vocabularies"). All are asked
 * for by their `count`: one call, where it is known or all come anyhow. What then still looks cut is asked for by pages, and where these bring
 * the same rows again, nobody can tell.
 * @param ask a page that HaloPSA did not count says so
 */
export async function walkUnpaged(ask: (query: HaloQuery) => Promise<HaloPage>): Promise<HaloList> {
  const fetchPage = async (pageNo: number, pageSize: number): Promise<HaloPage> => {
    if (pageNo > 1) return ask({ pageinate: true, page_no: pageNo, page_size: pageSize });
    const { isUncounted = false, ...first } = await ask({ count: MOST_ROWS });
    const looksCut = first.rows.length % CUT_ROWS === 0;
    return { ...first, ...(isUncounted && looksCut && { isUncounted }) };
  };
  const { rows, isPartial } = await walkPages(fetchPage, undefined, identityOf);
  // An agent who may not see a list is shown an empty one.
  return { rows, isPartial: isPartial || rows.length === 0 };
}

/** A priority has its number within its SLA alone. */
const identityOf = ({ id, slaid, name }: HaloRecord): string => JSON.stringify([id, slaid, name]);
