import type { ActionContext } from '../../lib/action/define-action.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';
import { type Machine, rememberNamedOtherwise } from './named-otherwise.ts';

/**
 * Finds out how HaloPSA has called a new asset, and remembers it where no search would find it by the machine's name.
 * @returns the asset, as far as HaloPSA shows it
 */
export async function settleName(context: ActionContext, made: HaloRecord, machine: Machine): Promise<HaloRecord> {
  const asset = made.inventory_number === undefined ? await readBack(context, made) : made;
  const { inventory_number: tag, id } = asset;
  const wanted = machine.hostname.trim();
  if (typeof tag !== 'string' || tag === wanted) return asset;
  context.warn(`HaloPSA named the new asset \`${tag}\`, not \`${wanted}\`.`);
  if (!context.isDryRun) await rememberNamedOtherwise(context, machine, id, tag);
  return asset;
}

/** HaloPSA may answer a POST with little more than the id. The asset is there: that it can't be read costs nobody the link. */
async function readBack({ halo, warn, survive }: ActionContext, made: HaloRecord): Promise<HaloRecord> {
  try {
    return { ...made, ...(await halo.assets.get(made.id)) };
  } catch (thrown) {
    warn(
      `HaloPSA did not show the new asset ${made.id}: if it has named it by itself, the next link does not find it. ${survive(thrown).message}`,
    );
    return made;
  }
}
