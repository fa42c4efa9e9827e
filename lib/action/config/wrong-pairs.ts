import type { FieldError } from '../../errors.ts';
import type { OrgConfig } from './org-config.ts';

/** Settings that do nothing without another, which isn't there. Pure. */
export const wrongPairs = (config: OrgConfig): FieldError[] => [
  ...withoutReopenStatus(config),
  ...withoutAssetType(config),
];

/** Without a status nothing is reopened, and repeats are noted on a closed ticket that nobody looks at. */
function withoutReopenStatus({ closed_ticket_policy: policy, reopen_status_id: statusId }: OrgConfig): FieldError[] {
  if (policy !== 'reopen' || statusId !== undefined) return [];
  const expected = 'the status that reopened tickets get, since `closed_ticket_policy` is `reopen`';
  return [{ field: 'reopen_status_id', expected, received: 'nothing' }];
}

/** HaloPSA takes no asset without a type: each ticket of an unknown machine would say that nothing was linked. */
function withoutAssetType({ create_missing_assets: creates, default_asset_type_id: typeId }: OrgConfig): FieldError[] {
  if (creates !== true || typeId !== undefined) return [];
  const expected = 'the type of the assets to create, since `create_missing_assets` is true';
  return [{ field: 'default_asset_type_id', expected, received: 'nothing' }];
}
