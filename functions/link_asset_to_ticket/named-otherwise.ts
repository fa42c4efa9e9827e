import { randomUUID } from 'node:crypto';
import type { ActionContext } from '../../lib/action/define-action.ts';
import { isOutOfReach } from '../../lib/action/is-out-of-reach.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';
import { sha256 } from '../../lib/ledger/digest.ts';
import { ttlFrom } from '../../lib/ledger/ttl.ts';

type Context = Pick<ActionContext, 'store' | 'clock' | 'oid' | 'instance' | 'halo'>;

/** A machine of a client. */
export interface Machine {
  hostname: string;
  clientId: number | undefined;
}

/**
 * The asset that was created for this machine, where HaloPSA has given it a name of its own (QUIRKS.md, "auto-numbering"): no search finds it by
 * the machine's, and each link would create another. Undefined: there is none, it is gone, or it has another client or tag since: then it may
 * stand for another machine.
 */
export async function findNamedOtherwise(context: Context, machine: Machine): Promise<HaloRecord | undefined> {
  const item = await context.store.get(await keyOf(context, machine));
  if (item === undefined) return undefined;
  try {
    const asset = await context.halo.assets.get(Number(item.assetId));
    return asset.client_id === machine.clientId && asset.inventory_number === item.tag ? asset : undefined;
  } catch (thrown) {
    if (isOutOfReach(thrown)) return undefined;
    throw thrown;
  }
}

/** Remembers it under the tag that HaloPSA gave it. Where that fails, the asset is linked all the same. */
export async function rememberNamedOtherwise(
  context: Context,
  machine: Machine,
  assetId: number,
  tag: string,
): Promise<void> {
  const { store, clock } = context;
  const pk = await keyOf(context, machine);
  const item = { pk, owner: randomUUID(), untilMs: 0, ttl: ttlFrom(clock.nowMs()), assetId, tag };
  const held = await store.claim(item).catch(() => item);
  if (held.owner !== item.owner) await store.replace(item, held.owner).catch(() => false);
}

const keyOf = async ({ oid, instance }: Context, { hostname, clientId }: Machine): Promise<string> =>
  `machine#${oid}#${sha256(JSON.stringify([await instance(), clientId ?? 0, hostname.trim().toLowerCase()]))}`;
