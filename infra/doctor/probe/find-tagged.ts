import type { HaloApi } from '../../../lib/halopsa/api.ts';
import { walkPages } from '../../../lib/halopsa/walk-pages.ts';
import type { MadeRecord } from './leftover.ts';
import { TAG_SEARCH } from './tag.ts';

/**
 * Every record whose name begins with the tag; HaloPSA's search finds more. Deleted tickets are in no list, or say that they are.
 * @throws ExtensionError
 */
export async function findTagged(halo: Pick<HaloApi, 'tickets' | 'assets'>, tag: string): Promise<MadeRecord[]> {
  const isTagged = (text: unknown) => typeof text === 'string' && text.trimStart().startsWith(tag);
  const { rows: tickets } = await walkPages((page_no, page_size) =>
    halo.tickets.search({ search: TAG_SEARCH, page_no, page_size }),
  );
  const { rows: assets } = await halo.assets.searchAll({ search: TAG_SEARCH });
  return [
    ...tickets
      .filter(({ summary, deleted }) => isTagged(summary) && deleted !== true)
      .map(({ id }) => ({ kind: 'ticket' as const, id })),
    ...assets
      .filter(({ inventory_number: number, key_field: key }) => isTagged(number) || isTagged(key))
      .map(({ id }) => ({ kind: 'asset' as const, id })),
  ];
}
