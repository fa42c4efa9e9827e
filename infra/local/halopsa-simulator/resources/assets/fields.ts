import type { FieldKind, Posted } from '../../wire/binding.ts';

/** What a posted asset may carry. `key_field` isn't among them: it is computed from the type's own fields. */
export const ASSET_FIELDS = {
  id: 'int',
  inventory_number: 'text',
  client_id: 'int',
  site_id: 'int',
  assettype_id: 'int',
  status_id: 'int',
  inactive: 'bool',
  criticality: 'int',
  sla_id: 'int',
  priority_id: 'int',
  username: 'text',
  notes: 'text',
  fields: 'objects',
  customfields: 'objects',
} as const satisfies Record<string, FieldKind>;

export type PostedAsset = Posted<typeof ASSET_FIELDS>;
