import type { ActionContext } from '../../lib/action/define-action.ts';
import { DEFAULT_NOTE_OUTCOME } from '../../lib/action/org-config.ts';
import type { HaloRecord } from '../../lib/halopsa/api.ts';
import { sha256 } from '../../lib/ledger/digest.ts';
import { findSameEntry } from '../add_action/find-same-entry.ts';
import { clientOf } from '../link_asset_to_ticket/find-or-create-asset.ts';
import { linkAsset, linkToPlanned } from '../link_asset_to_ticket/link-asset.ts';
import { oneLine } from './read-detection.ts';

const TTL_MS = 400 * 24 * 3_600_000;
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
 * next detection on the machine does.
 */
export async function linkHost(
  context: ActionContext,
  ticket: HaloRecord,
  hostname: string,
  assetTypeId: number | undefined,
): Promise<HostLink> {
  const pk = await hostKey(context, ticket.id, hostname);
  if (!(await isFirst(context, pk))) return { ticket, asset: undefined, warning: undefined };
  const wish = {
    hostname,
    client_id: clientOf(ticket),
    asset_type_id: assetTypeId,
    create_if_missing: context.config.create_missing_assets === true,
    create_setting: "the configuration's `create_missing_assets`",
  };
  const isPlanned = context.isDryRun && ticket.id === 0;
  if (isPlanned && wish.client_id === undefined) {
    context.warn('Which machine would be linked depends on the client that HaloPSA gives the ticket.');
    return { ticket, asset: undefined, warning: undefined };
  }
  try {
    const linked = await (isPlanned ? linkToPlanned(context, ticket, wish) : linkAsset(context, ticket.id, wish));
    return { ticket: linked.ticket, asset: linked.asset, warning: undefined };
  } catch (thrown) {
    const { message, retriable } = context.survive(thrown);
    if (retriable && !context.isDryRun) await context.store.remove(pk, context.messageId).catch(() => false);
    const warning = oneLine(`The machine ${hostname} was not linked to the ticket: ${message}`);
    await noteOnce(context, ticket.id, warning, isPlanned).catch((failure) =>
      context.warn(`Nor could that be noted on it: ${context.survive(failure).message}`),
    );
    return { ticket, asset: undefined, warning };
  }
}

const hostKey = async ({ oid, instance }: ActionContext, ticketId: number, hostname: string): Promise<string> =>
  `host#${oid}#${sha256(JSON.stringify([await instance(), ticketId, hostname.toLowerCase()]))}`;

/** Whether no other message has seen to this machine on this ticket. */
async function isFirst({ store, messageId, clock, isDryRun }: ActionContext, pk: string): Promise<boolean> {
  if (isDryRun) return (await store.get(pk)) === undefined;
  const item = await store.claim({ pk, owner: messageId, untilMs: 0, ttl: Math.ceil((clock.nowMs() + TTL_MS) / 1000) });
  return item.owner === messageId;
}

async function noteOnce(
  { halo, config, clock }: ActionContext,
  ticketId: number,
  note: string,
  isPlanned: boolean,
): Promise<void> {
  const fields = { note, hiddenfromuser: true, outcome: config.note_outcome ?? DEFAULT_NOTE_OUTCOME };
  const entries = isPlanned ? [] : await halo.ticketActions.list(ticketId);
  const earlier = findSameEntry(entries, fields, clock.nowMs() - NOTE_AGE_MS);
  if (earlier === undefined) await halo.ticketActions.add(ticketId, fields);
}
