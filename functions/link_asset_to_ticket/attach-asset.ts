import type { ActionContext } from '../../lib/action/define-action.ts';
import type { HaloApi, HaloRecord } from '../../lib/halopsa/api.ts';
import { toId } from '../../lib/halopsa/reply-shapes.ts';
import { isRecord } from '../../lib/json.ts';

/** From so many assets on, what a ticket shows of them may be a part (QUIRKS.md, "a long list may be a part"). */
const MAY_BE_PARTIAL = 10;

type Context = Pick<ActionContext, 'halo' | 'warn'>;

/**
 * Attaches an asset beside those that the ticket has.
 * @returns the ticket, as read where it was attached already
 */
export async function attachAsset(context: Context, ticket: HaloRecord, assetId: number): Promise<HaloRecord> {
  const attached = await attachedTo(context.halo, ticket, assetId);
  return attached.includes(assetId) ? ticket : attachBeside(context, ticket, attached, assetId);
}

/**
 * HaloPSA replaces the whole list with what it is sent, and may drop an asset from it without a word. What its reply leaves out says nothing.
 * @param attached all that the ticket has
 */
export async function attachBeside(
  { halo, warn }: Context,
  ticket: HaloRecord,
  attached: readonly number[],
  assetId: number,
): Promise<HaloRecord> {
  const linked = await halo.tickets.update(ticket.id, { assets: [...attached, assetId].map((id) => ({ id })) });
  const shown = idsOf(linked.assets);
  if (shown !== undefined && shown.length < MAY_BE_PARTIAL && !shown.includes(assetId))
    warn(`HaloPSA took the link without an error, but shows the ticket without asset ${assetId}: look there.`);
  return linked;
}

/**
 * The ids of a ticket's assets, all of them unless `wanted` is among those that it shows. A list that the reply left out, or may have cut, is
 * read by another way: absent is not empty.
 */
export async function attachedTo(halo: HaloApi, ticket: HaloRecord, wanted?: number): Promise<number[]> {
  const shown = idsOf(ticket.assets);
  if ((wanted !== undefined && shown?.includes(wanted)) || (shown !== undefined && shown.length < MAY_BE_PARTIAL))
    return shown;
  const listed = await halo.assets.ofTicket(ticket.id);
  return [...new Set([...(shown ?? []), ...listed.map((asset) => asset.id)])];
}

/** Undefined where the list is missing, or holds something that has no id: writing it back would lose that. */
function idsOf(assets: unknown): number[] | undefined {
  if (!Array.isArray(assets)) return undefined;
  const ids = assets.map((asset) => (isRecord(asset) ? toId(asset.id) : undefined));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
