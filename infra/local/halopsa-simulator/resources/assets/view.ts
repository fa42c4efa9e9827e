import type { Asset, State } from '../../types.ts';
import { customFieldsView } from '../custom-fields.ts';

/** An asset as a row of a list. */
export function assetRow(state: State, asset: Asset) {
  const { fields, customfields, ...row } = asset;
  return {
    ...row,
    client_name: state.clients.find((client) => client.id === asset.client_id)?.name,
    site_name: state.sites.find((site) => site.id === asset.site_id)?.name,
    assettype_name: state.asset_types.find((type) => type.id === asset.assettype_id)?.name,
    use: 'asset',
  };
}

/** An asset as POST and `GET /Asset/{id}` give it. */
export function assetView(state: State, asset: Asset) {
  return { ...assetRow(state, asset), fields: asset.fields, customfields: customFieldsView(asset.customfields) };
}
