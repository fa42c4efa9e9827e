import type { RequestContext } from '../context.ts';
import type { Reply } from './reply.ts';

type Row = Record<string, unknown>;

/**
 * The list envelope `{ page_no?, page_size?, record_count, <name>: [ … ] }`. Pages only with `pageinate=true` (HaloPSA's spelling), cuts
 * `page_size` silently, and counts all matches in `record_count`, not those on the page. Tenants that count otherwise: toggle `listCount`.
 */
export function listReply(ctx: RequestContext, name: string, rows: Row[], extras: Row = {}, knowsPages = true): Reply {
  const { query, toggles } = ctx;
  const sorted = sort(rows, ctx);
  if (!knowsPages || !query.flag('pageinate')) {
    const count = positive(query.int('count')) ?? toggles.unpagedRows;
    return listed(ctx, name, sorted.slice(0, count), { ...extras, record_count: rows.length });
  }
  const pageNo = positive(query.int('page_no')) ?? 1;
  const requested = positive(query.int('page_size')) ?? toggles.unpagedRows;
  const pageSize = Math.min(requested, toggles.maxPageSize);
  const start = (pageNo - 1) * (toggles.pageOffsetFrom === 'requested' ? requested : pageSize);
  const page = sorted.slice(start, start + pageSize);
  return listed(ctx, name, page, { ...extras, page_no: pageNo, page_size: pageSize, record_count: rows.length });
}

function listed({ toggles }: RequestContext, name: string, page: Row[], heading: Row): Reply {
  const counts = { zero: 0, negative: -1, absent: undefined };
  if (toggles.listCount === 'bare') return { status: 200, json: page };
  if (toggles.listCount !== 'matches') heading.record_count = counts[toggles.listCount];
  return { status: 200, json: { ...heading, [name]: page } };
}

/** `order`, `order2` … `order5`, each with its `orderdesc`; a field that no row has leaves the order as it is. */
function sort(rows: Row[], { query }: RequestContext): Row[] {
  const keys = ['', '2', '3', '4', '5'].flatMap((suffix) => {
    const field = query.text(`order${suffix}`)?.toLowerCase();
    return field ? [{ field, sign: query.flag(`orderdesc${suffix}`) ? -1 : 1 }] : [];
  });
  return rows.toSorted((a, b) => {
    for (const { field, sign } of keys) {
      const difference = compare(a[field], b[field]);
      if (difference) return sign * difference;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''));
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
