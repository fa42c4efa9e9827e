import type { HaloFields } from '../halopsa/api.ts';
import { oneLine } from './one-line.ts';

/**
 * An action's inputs as HaloPSA's fields: assets in its form (a list of objects, never bare ids), its name of the source, raw fields on top,
 * and a subject of one line.
 */
export function toTicketFields(input: {
  asset_ids?: number[];
  source_id?: number;
  extra?: Record<string, unknown>;
  [field: string]: unknown;
}): HaloFields {
  const { asset_ids: assetIds, source_id: source, extra, ...fields } = input;
  const all: HaloFields = {
    ...fields,
    ...(assetIds && { assets: assetIds.map((id) => ({ id })) }),
    ...(source !== undefined && { source }),
    ...extra,
  };
  return typeof all.summary === 'string' ? { ...all, summary: oneLine(all.summary) } : all;
}
