import type { HaloFields } from '../halopsa/api.ts';
import { haloNameOf } from './halo-names.ts';
import { oneLine } from './inputs/one-line.ts';

/**
 * An action's inputs as HaloPSA's fields: assets in its form (a list of objects, never bare ids), its names, raw fields on top,
 * and a subject of one line.
 */
export function toTicketFields(input: {
  asset_ids?: number[];
  extra?: Record<string, unknown>;
  [field: string]: unknown;
}): HaloFields {
  const { asset_ids: assetIds, extra, ...fields } = input;
  const given = Object.entries(fields).filter((field) => !isNoChange(field));
  const all: HaloFields = {
    ...Object.fromEntries(given.map(([name, value]) => [haloNameOf(name), value])),
    ...(assetIds && { assets: [...new Set(assetIds)].map((id) => ({ id })) }),
    ...extra,
  };
  return typeof all.summary === 'string' ? { ...all, summary: oneLine(all.summary) } : all;
}

/** Each custom field is an object of its own, unlike assets, whose list is replaced: none at all, as where no template found a value, is no change. */
const isNoChange = ([name, value]: [string, unknown]): boolean =>
  name === 'customfields' && Array.isArray(value) && value.length === 0;
