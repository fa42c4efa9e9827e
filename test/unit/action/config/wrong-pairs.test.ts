import { expect, test } from '@jest/globals';
import type { OrgConfig } from '../../../../lib/action/config/org-config.ts';
import { wrongPairs } from '../../../../lib/action/config/wrong-pairs.ts';

test.each<[OrgConfig, string[]]>([
  [{}, []],
  [{ closed_ticket_policy: 'reopen' }, ['reopen_status_id']],
  [{ closed_ticket_policy: 'reopen', reopen_status_id: 2 }, []],
  [{ closed_ticket_policy: 'append' }, []],
  [{ create_missing_assets: true }, ['default_asset_type_id']],
  [{ create_missing_assets: true, default_asset_type_id: 7 }, []],
  [{ create_missing_assets: false }, []],
  [{ closed_ticket_policy: 'reopen', create_missing_assets: true }, ['reopen_status_id', 'default_asset_type_id']],
])('%j lacks %j', (config, missing) => {
  expect(wrongPairs(config).map(({ field }) => field)).toEqual(missing);
});
