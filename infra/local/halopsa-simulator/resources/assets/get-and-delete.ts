import { assertMayEdit } from '../../auth/scopes.ts';
import type { Handler, RequestContext } from '../../context.ts';
import type { Asset } from '../../types.ts';
import { boundInt } from '../../wire/binding.ts';
import { deletedReply } from '../deleted-reply.ts';
import { notFound } from '../missing-record.ts';
import { assetView } from './view.ts';

/** `GET /api/Asset/{id}` */
export const getAsset: Handler = (ctx) => ({ status: 200, json: assetView(ctx.state, oneAsset(ctx)) });

/** `DELETE /api/Asset/{id}`: it leaves the tickets too. */
export const deleteAsset: Handler = (ctx) => {
  assertMayEdit(ctx.rights, 'assets');
  const { id } = oneAsset(ctx);
  ctx.state.assets = ctx.state.assets.filter((asset) => asset.id !== id);
  for (const ticket of ctx.state.tickets) ticket.asset_ids = ticket.asset_ids.filter((linked) => linked !== id);
  return deletedReply(ctx, id);
};

function oneAsset({ state, param, toggles }: RequestContext): Asset {
  const id = boundInt(param, 'id');
  const asset = state.assets.find((candidate) => candidate.id === id);
  if (!asset) throw notFound(toggles);
  return asset;
}
