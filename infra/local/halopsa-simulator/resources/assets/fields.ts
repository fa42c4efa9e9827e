import type { FieldKind } from '../../wire/binding.ts';

/** What a posted asset may carry. `key_field` isn't among them: it is computed from the type's own fields. */
export const ASSET_FIELDS: Record<string, FieldKind> = {
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
};

/** A bound asset: only what was posted is there. */
export type PostedAsset = {
  id?: number;
  inventory_number?: string;
  client_id?: number;
  site_id?: number;
  assettype_id?: number;
  status_id?: number;
  inactive?: boolean;
  criticality?: number;
  sla_id?: number;
  priority_id?: number;
  username?: string;
  notes?: string;
  fields?: Record<string, unknown>[];
  customfields?: Record<string, unknown>[];
};
