import { ExtensionError } from '../../../lib/errors.ts';
import type { HaloRecord } from '../../../lib/halopsa/api.ts';

export interface AssetType {
  id: number;
  /** As a finding calls it: also how it was chosen. */
  label: string;
}

/** What HaloPSA shows. */
export interface AssetLists {
  types(): Promise<HaloRecord[]>;
  /** The first few. */
  assets(): Promise<HaloRecord[]>;
}

/**
 * The type that is asked for; or the first that HaloPSA shows; or, since the list of types may be closed to an agent who sees assets, that of
 * an asset.
 * @throws ExtensionError `not_found` where there is none
 */
export async function chooseAssetType(wantedId: number | undefined, { types, assets }: AssetLists): Promise<AssetType> {
  if (wantedId !== undefined) return { id: wantedId, label: `asset type ${wantedId}` };
  const listed = await types().catch((thrown) => ExtensionError.from(thrown));
  const [first] = listed instanceof ExtensionError ? [] : listed;
  if (first) return { id: first.id, label: `asset type ${`${first.id} ${first.name ?? ''}`.trim()}, the first` };
  for (const { id, assettype_id: typeId } of await assets().catch(() => []))
    if (typeof typeId === 'number') return { id: typeId, label: `asset type ${typeId}, that of asset ${id}` };
  const why = listed instanceof ExtensionError ? ` (${listed.message})` : '';
  throw new ExtensionError('not_found', `No asset type is visible${why}.`, { hint: 'Name one with --asset-type-id.' });
}
