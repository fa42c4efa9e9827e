import type { ActionContext } from '../../lib/action/define-action.ts';
import { sha256 } from '../../lib/ledger/digest.ts';
import type { Item } from '../../lib/ledger/item-store.ts';
import { ttlFrom } from '../../lib/ledger/ttl.ts';

/** A storm's repeats would otherwise try each, while the list of assets is down, and leave nothing of HaloPSA's limit for new tickets. */
const RETRY_AFTER_MS = 5 * 60_000;

export const hostKey = async ({ oid, instance }: ActionContext, ticketId: number, hostname: string): Promise<string> =>
  `host#${oid}#${sha256(JSON.stringify([await instance(), ticketId, hostname.toLowerCase()]))}`;

/** Whether no other message has seen to this machine on this ticket, or failed to some time ago. */
export async function claimHost(context: ActionContext, pk: string): Promise<boolean> {
  const { store, messageId, clock, isDryRun } = context;
  const mine = itemOf(context, pk);
  const held = isDryRun ? await store.get(pk) : await store.claim(mine);
  if (held === undefined || held.owner === messageId) return true;
  const isDue = held.untilMs > 0 && held.untilMs <= clock.nowMs();
  return isDue && (isDryRun || store.replace(mine, held.owner));
}

/** For a later message to try again. */
export async function leaveHost(context: ActionContext, pk: string): Promise<void> {
  const untilMs = context.clock.nowMs() + RETRY_AFTER_MS;
  await context.store.replace({ ...itemOf(context, pk), untilMs }, context.messageId).catch(() => false);
}

/** `untilMs` 0: the machine was seen to. */
const itemOf = ({ messageId, clock }: ActionContext, pk: string): Item => ({
  pk,
  owner: messageId,
  untilMs: 0,
  ttl: ttlFrom(clock.nowMs()),
});
