import type { HaloApi, HaloPage, HaloQuery } from '../../halopsa/api.ts';

const MIN_PAGE_SIZE = 5;

/** A page of rows, and the size in which it came or would have. */
export type SizedPage = HaloPage & { pageSize: number };

/**
 * A page of the ticket list from its start on, in half the size as often as the reply is larger than what is taken: a hundred tickets with a whole
 * event in each are. `skip` rows are left out, as far as they fill pages.
 */
export async function searchInPart(
  { tickets }: Pick<HaloApi, 'tickets'>,
  query: HaloQuery,
  { pageSize, skip }: { pageSize: number; skip: number },
): Promise<SizedPage> {
  const pageNo = Math.floor(skip / pageSize) + 1;
  try {
    return { ...(await tickets.search({ ...query, page_no: pageNo, page_size: pageSize })), pageSize };
  } catch (thrown) {
    const half = Math.floor(pageSize / 2);
    if (!isTooLarge(thrown) || half < MIN_PAGE_SIZE) throw thrown;
    return searchInPart({ tickets }, query, { pageSize: half, skip });
  }
}

/** The exchange's own word for it (`HttpFailureKind`). */
const isTooLarge = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  thrown.cause instanceof Error &&
  'kind' in thrown.cause &&
  thrown.cause.kind === 'too_large';
