import type { HaloApi, HaloRecord } from '../../halopsa/api.ts';
import { searchInPart } from './search-in-part.ts';

const WANTED = 100;
const MAX_PAGES = 10;

export interface NewestTickets {
  rows: HaloRecord[];
  /** HaloPSA has ordered them as it was asked to, or these are all. */
  areNewest: boolean;
}

/**
 * The newest hundred tickets. HaloPSA may cut a page to fifty or twenty (QUIRKS.md, "page size is clamped"): the next ones are asked for in
 * the size that came. And it passes over an order that it doesn't know, so that the oldest would come first.
 */
export async function newestTickets({ tickets }: Pick<HaloApi, 'tickets'>): Promise<NewestTickets> {
  const rows = new Map<number, HaloRecord>();
  let pageSize = WANTED;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const shown = await searchInPart({ tickets }, { order: 'id', orderdesc: true }, { pageSize, skip: rows.size });
    const before = rows.size;
    for (const row of shown.rows) rows.set(row.id, row);
    const isAll = !shown.isUncounted && rows.size >= shown.recordCount;
    if (rows.size === before || isAll) return { rows: [...rows.values()], areNewest: true };
    if (!isFalling([...rows.keys()])) return { rows: [...rows.values()], areNewest: false };
    if (rows.size >= WANTED) break;
    pageSize = Math.min(shown.pageSize, shown.rows.length);
  }
  return { rows: [...rows.values()], areNewest: true };
}

const isFalling = (ids: readonly number[]): boolean => ids.every((id, i) => i === 0 || id < (ids[i - 1] as number));
