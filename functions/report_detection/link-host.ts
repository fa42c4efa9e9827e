import type { ActionContext } from '../../lib/action/define-action.ts';
import { findSameEntry } from '../../lib/action/find-same-entry.ts';
import { oneLine } from '../../lib/action/inputs/one-line.ts';
import { writePrivateNote } from '../../lib/action/private-note.ts';
import { ExtensionError } from '../../lib/errors.ts';
import type { HaloFields, HaloRecord } from '../../lib/halopsa/api.ts';
import { type AssetWish, clientOf } from '../link_asset_to_ticket/find-asset.ts';
import { findLinkedAsset, type LinkedAsset, linkAsset, linkToPlanned } from '../link_asset_to_ticket/link-asset.ts';
import { claimHost, hostKey, leaveHost } from './host-claim.ts';

/** A retry of a link that failed looks for its note this far back. */
const NOTE_AGE_MS = 24 * 3_600_000;

export interface HostLink {
  /** As it is with the machine, where that was linked. */
  ticket: HaloRecord;
  asset: HaloRecord | undefined;
  warning: string | undefined;
}

/**
 * Attaches the detection's machine to its ticket, once for each machine: a storm's repeats don't look again. Only the ticket's own
 * client's machines count. A link that fails never costs the ticket: it is a warning, also on the ticket. Where trying again can help, the
 * first detection on the machine after five minutes does.
 */
export async function linkHost(
  context: ActionContext,
  ticket: HaloRecord,
  hostname: string,
  assetTypeId: number | undefined,
): Promise<HostLink> {
  const isPlanned = context.isDryRun && ticket.id === 0;
  const pk = await hostKey(context, ticket.id, hostname);
  if (!(await claimHost(context, pk))) return { ticket, asset: undefined, warning: undefined };
  const wish = {
    hostname,
    client_id: clientOf(ticket),
    own_client_only: true,
    asset_type_id: assetTypeId,
    create_if_missing: context.config.create_missing_assets === true,
    create_setting: "the configuration's `create_missing_assets`",
  };
  if (isPlanned && wish.client_id === undefined) {
    context.warn('Which machine would be linked depends on the client that HaloPSA gives the ticket.');
    return { ticket, asset: undefined, warning: undefined };
  }
  try {
    const linked = await (isPlanned ? linkToPlanned(context, ticket, wish) : linkAndLook(context, ticket.id, wish));
    return { ticket: linked.ticket, asset: linked.asset, warning: undefined };
  } catch (thrown) {
    const failure = context.survive(thrown);
    if (failure.retriable && !context.isDryRun) await leaveHost(context, pk);
    const warning = notLinked(hostname, failure);
    await noteOnce(context, ticket.id, warning, isPlanned).catch((unnoted) =>
      context.warn(`Nor could that be noted on it: ${context.survive(unnoted).message}`),
    );
    return { ticket, asset: undefined, warning };
  }
}

/** Of a write whose reply was lost nobody knows. */
const notLinked = (hostname: string, { message, leavesDoubt }: ExtensionError): string =>
  oneLine(`The machine ${hostname} ${leavesDoubt ? 'may not have been' : 'was not'} linked to the ticket: ${message}`);

/** A write that broke off may have linked it all the same. */
async function linkAndLook(context: ActionContext, ticketId: number, wish: AssetWish): Promise<LinkedAsset> {
  try {
    return await linkAsset(context, ticketId, wish);
  } catch (thrown) {
    const look = ExtensionError.from(thrown).leavesDoubt ? findLinkedAsset(context, ticketId, wish) : undefined;
    const found = await look?.catch(() => undefined);
    if (found === undefined) throw thrown;
    return found;
  }
}

async function noteOnce(
  { halo, config, clock, warn }: ActionContext,
  ticketId: number,
  note: string,
  isPlanned: boolean,
): Promise<void> {
  const entries = isPlanned ? [] : await halo.ticketActions.list(ticketId);
  if (isThere(entries, { note, hiddenfromuser: true }, clock.nowMs() - NOTE_AGE_MS)) return;
  await writePrivateNote({ config, warn }, note, (fields) => halo.ticketActions.add(ticketId, fields));
}

/** Where HaloPSA hides the timeline from the agent, a warning twice is better than none. */
function isThere(entries: readonly HaloRecord[], fields: HaloFields, sinceMs: number): boolean {
  try {
    return findSameEntry(entries, fields, sinceMs) !== undefined;
  } catch {
    return false;
  }
}
