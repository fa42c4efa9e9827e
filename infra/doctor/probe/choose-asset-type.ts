import { ExtensionError } from '../../../lib/errors.ts';
import type { HaloRecord } from '../../../lib/halopsa/api.ts';

export interface AssetType {
  id: number;
  /** As a finding calls it: also how it was chosen. */
  label: string;
}

/**
 * The type that is asked for, or the first that HaloPSA shows.
 * @throws ExtensionError `not_found` where it shows none
 */
export async function chooseAssetType(
  wantedId: number | undefined,
  list: () => Promise<HaloRecord[]>,
): Promise<AssetType> {
  if (wantedId !== undefined) return { id: wantedId, label: `asset type ${wantedId}` };
  const types = await list().catch((thrown) => ExtensionError.from(thrown));
  const why = types instanceof ExtensionError ? ` (${types.message})` : '';
  const [first] = types instanceof ExtensionError ? [] : types;
  if (first) return { id: first.id, label: `asset type ${first.id} ${first.name ?? ''}, the first`.replace(' ,', ',') };
  throw new ExtensionError('not_found', `No asset type is visible${why}.`, { hint: 'Name one with --asset-type-id.' });
}
