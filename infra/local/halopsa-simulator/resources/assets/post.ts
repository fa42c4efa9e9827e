import { assertMayEdit } from '../../auth/scopes.ts';
import type { Handler, RequestContext } from '../../context.ts';
import type { Asset, FieldValue } from '../../types.ts';
import { bindElements, boundInt } from '../../wire/binding.ts';
import { HaloFailure } from '../../wire/halo-failure.ts';
import { postReply } from '../../wire/post-reply.ts';
import { mergeCustomFields } from '../custom-fields.ts';
import { unknownId } from '../missing-record.ts';
import { found, isSet, resolvePlace } from '../place.ts';
import { ASSET_FIELDS, type PostedAsset } from './fields.ts';
import { assetView } from './view.ts';

/** `POST /api/Asset`: creates or, with `id`, updates. */
export const postAssets: Handler = (ctx) => {
  const assets = bindElements(ctx.body, ASSET_FIELDS).map((posted) =>
    isSet(posted.id) ? update(ctx, posted.id, posted) : create(ctx, posted),
  );
  return postReply(
    ctx,
    ctx.toggles.assetCreateStatus,
    'assets',
    assets.map((asset) => assetView(ctx.state, asset)),
  );
};

/** Type and place are required; the site has to be the client's. */
function create(ctx: RequestContext, posted: PostedAsset): Asset {
  const { state, toggles } = ctx;
  if (!isSet(posted.assettype_id)) throw new HaloFailure(400, 'Please select an Asset Type');
  const place = resolvePlace(state, posted);
  if (!place) throw new HaloFailure(400, 'Please select a Site for this Asset');
  const id = state.next_asset_id;
  const tag = `A${String(id).padStart(6, '0')}`;
  const blank: Asset = {
    id,
    inventory_number: tag,
    key_field: '',
    key_field2: '',
    key_field3: '',
    ...place,
    assettype_id: posted.assettype_id,
    status_id: 1,
    inactive: false,
    criticality: 0,
    sla_id: -1,
    priority_id: -1,
    fields: [],
    customfields: [],
  };
  const asset = apply(ctx, blank, toggles.autoNumberAssets ? { ...posted, inventory_number: tag } : posted);
  state.next_asset_id++;
  state.assets.push(asset);
  return asset;
}

function update(ctx: RequestContext, id: number, posted: PostedAsset): Asset {
  assertMayEdit(ctx.rights, 'assets');
  const index = ctx.state.assets.findIndex((candidate) => candidate.id === id);
  const stored = ctx.state.assets[index];
  if (!stored) throw unknownId(ctx.toggles);
  const asset = apply(ctx, stored, posted);
  ctx.state.assets[index] = asset;
  return asset;
}

function apply({ state }: RequestContext, asset: Asset, posted: PostedAsset): Asset {
  const { id: _id, fields = [], customfields = [], client_id, site_id, ...plain } = posted;
  const values = mergeFields(asset.fields, fields);
  const merged = { ...asset, ...plain, ...resolvePlace(state, { client_id, site_id }), fields: values };
  const [key1, key2, key3] = found(state.asset_types, merged.assettype_id, 'Asset Type').key_field_ids.map((fieldId) =>
    text(values.find((field) => field.id === fieldId)?.value),
  );
  return {
    ...merged,
    // Without a value for the type's first key field an asset shows under its tag.
    key_field:
      key1 ??
      (asset.key_field === asset.inventory_number
        ? merged.inventory_number
        : asset.key_field || merged.inventory_number),
    key_field2: key2 ?? asset.key_field2,
    key_field3: key3 ?? asset.key_field3,
    customfields: mergeCustomFields(state.custom_fields, asset.customfields, customfields),
  };
}

function mergeFields(stored: FieldValue[], posted: Record<string, unknown>[]): FieldValue[] {
  const merged = new Map(stored.map((field) => [field.id, field]));
  posted.forEach((field, i) => {
    const id = boundInt(field.id, `fields[${i}].id`);
    if (id !== undefined) merged.set(id, { id, value: field.value ?? null });
  });
  return [...merged.values()];
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
