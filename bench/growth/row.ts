import type { LocalFunction } from '../../infra/local/template.ts';
import type { Bench, Row } from '../row.ts';
import { bodyOfOurs } from '../support/body-of-ours.ts';
import { measureItems } from './measure-items.ts';
import { measureOrgs } from './measure-orgs.ts';
import { measureSearches } from './measure-searches.ts';
import { summariseCrowd, summariseSearches } from './summary.ts';

/** Whether a call costs more where there is more of everything. The table stays full, so this comes last. */
export const growth: Row = {
  name: 'growth',
  title: 'Growth: organizations, ledger items, pages',
  inQuick: false,
  async measure(bench: Bench) {
    const body = await bodyOfOurs(bench.functions.get('create_ticket') as LocalFunction, bench.services);
    return [
      ...summariseSearches(await measureSearches(bench)),
      ...summariseCrowd('organizations in one process', await measureOrgs(bench, body)),
      ...summariseCrowd('items in the ledger', await measureItems(bench, body)),
    ];
  },
};
