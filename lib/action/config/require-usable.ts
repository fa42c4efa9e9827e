import type { HaloApi } from '../../halopsa/api.ts';
import { wrongConfiguration } from '../inputs/wrong-input.ts';
import type { OrgConfig } from './org-config.ts';
import { wrongPairs } from './wrong-pairs.ts';
import { wrongRecords } from './wrong-records.ts';

/**
 * A configuration that would cost every ticket, or do nothing, is refused while somebody looks, with all that is wrong at once.
 * @param set what somebody has just set; of records, it alone is judged
 * @param config all that counts, with what the org's secret adds
 * @throws ExtensionError `invalid_input`
 */
export async function requireUsable(set: OrgConfig, config: OrgConfig, halo: HaloApi): Promise<void> {
  const errors = [...wrongPairs(config), ...(await wrongRecords(set, config, halo))];
  if (errors.length > 0) throw wrongConfiguration(errors);
}
