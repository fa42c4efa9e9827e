import type { ActionContext } from '../../lib/action/define-action.ts';
import { ExtensionError } from '../../lib/errors.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';
import { attachBeside, attachedTo } from './attach-asset.ts';
import { machineOf } from './find-known-asset.ts';
import { planAsset } from './plan-asset.ts';
import type { LinkRead } from './read-ticket-and-assets.ts';
import { settleName } from './settle-name.ts';

/**
 * Creates the asset and attaches it. What the ticket has is found out before: where that can't be, each attempt would leave an asset behind
 * that nobody asked for.
 */
export async function linkNewAsset(
  context: ActionContext,
  read: LinkRead,
): Promise<{ asset: HaloRecord; linked: HaloRecord }> {
  const { halo, isDryRun } = context;
  const { ticket, wish } = read;
  const fields = await planAsset(read);
  const attached = await attachedTo(halo, ticket);
  const asset = await settleName(context, await halo.assets.create(fields), machineOf(wish, ticket));
  try {
    return { asset, linked: await attachBeside(context, ticket, attached, asset.id) };
  } catch (thrown) {
    throw isDryRun ? thrown : leftBehind(thrown, asset);
  }
}

/** A search finds it by its name, and the ledger where HaloPSA has named it otherwise. */
function leftBehind(thrown: unknown, asset: HaloRecord): unknown {
  if (!(thrown instanceof ExtensionError)) return thrown;
  const message = `Asset ${asset.id} was created, and the next attempt takes it. ${thrown.message}`;
  return thrown.reworded({ message });
}
