import { randomUUID } from 'node:crypto';
import { ExtensionError } from '../../errors.ts';
import type { HaloFields, HaloRecord } from '../../halopsa/api.ts';
import { sha256 } from '../../ledger/digest.ts';
import { type Item, isGone } from '../../ledger/item-store.ts';
import { SETTLING_MS } from '../../ledger/settling.ts';
import type { ActionContext } from '../define-action.ts';
import { referenceOf } from '../message-id.ts';

const POLL_MS = 100;
const MAX_POLL_MS = 800;
const POLL_RESERVE_MS = 1_000;
/** Longer than any window: an entry that nobody asks for is of no use. */
const TTL_MS = 400 * 24 * 3_600_000;
export const slotTtl = (nowMs: number): number => Math.ceil((nowMs + TTL_MS) / 1000);
/** Of each, the counter is read where a message may have been counted there. */
const MAX_PREDECESSORS = 10;

/** Where an occurrence ended up. */
export interface Occurrence {
  ticket: HaloRecord;
  /** This message opened the ticket. */
  created: boolean;
  /** How often it was seen on this ticket, this time included. */
  count: number;
  /** HaloPSA doesn't show the ticket, so just its number is known. */
  isUnseen?: boolean;
}

/** The place in the table that holds which ticket a key has. */
export interface Slot extends Item {
  /** `opening`: its owner is about to create the ticket that `reference` will be found by. */
  state: 'opening' | 'open';
  /** Of the message that opens the ticket, or has opened it; empty where nobody does. */
  reference: string;
  /** References, comma-separated, of tickets that messages may have created before they died. */
  lost: string;
  /** 0 while there is none. */
  ticketId: number;
  /** The ticket before this one; 0: none. */
  previousId: number;
  /** Comma-separated, newest first: the tickets before that one on which a message that comes again may be counted. */
  earlierIds: string;
}

/** Whether the key had this ticket before, as far as the slot names those. */
export const isPredecessor = ({ previousId, earlierIds }: Slot, ticketId: number): boolean =>
  [previousId, ...earlierIds.split(',').map(Number)].includes(ticketId);

/** Each ticket of a key is counted on its own. */
export const counterKey = (slot: Slot): string => `count#${slot.pk}#${slot.ticketId}`;

/**
 * Of this key at the client that the ticket is to go to: what belongs to one customer never ends up on the ticket of another.
 * @param fields the ticket, should one have to be opened
 */
export const slotKey = async (
  { oid, instance }: ActionContext,
  dedupKey: string,
  fields: HaloFields,
): Promise<string> => `dedup#${oid}#${sha256(JSON.stringify([await instance(), dedupKey, clientIn(fields)]))}`;

/** HaloPSA reads the names in `extra` in any case. */
const clientIn = (fields: HaloFields): string =>
  String(Object.entries(fields).findLast(([name]) => name.toLowerCase() === 'client_id')?.[1] ?? '');

/** By which the ticket that this message opens is found, also where the caller gave no idempotency key. */
export const openerReference = ({ messageId }: Pick<ActionContext, 'messageId'>): string => referenceOf(messageId);

/**
 * A slot that this message takes in order to open a ticket.
 * @param before the key's tickets before it that a message may have been counted on, newest first
 */
export function openingSlot(pk: string, context: ActionContext, before: readonly number[]): Slot {
  const { clock, deadlineAtMs } = context;
  const [previousId = 0, ...earlierIds] = before.slice(0, MAX_PREDECESSORS);
  return {
    pk,
    owner: randomUUID(),
    state: 'opening',
    reference: openerReference(context),
    lost: '',
    ticketId: 0,
    previousId,
    earlierIds: earlierIds.join(','),
    untilMs: deadlineAtMs + SETTLING_MS,
    ttl: slotTtl(clock.nowMs()),
  };
}

export type Taken =
  /** The key has a ticket. */
  | { kind: 'held'; slot: Slot }
  /** This message opens one. */
  | { kind: 'mine'; slot: Slot };

/** Takes the slot, or waits for whoever is opening its ticket. @throws ExtensionError retriable where that takes too long */
export async function takeSlot(pk: string, context: ActionContext): Promise<Taken> {
  const { store, clock, deadlineAtMs } = context;
  for (let pauseMs = POLL_MS; ; ) {
    const wanted = openingSlot(pk, context, []);
    const held = (await store.claim(wanted)) as Slot;
    if (held.owner === wanted.owner) return { kind: 'mine', slot: wanted };
    if (isGone(held, clock.nowMs())) {
      if (await store.replace(wanted, held.owner)) return { kind: 'mine', slot: wanted };
    } else if (held.state === 'open') {
      return { kind: 'held', slot: held };
    } else if (held.untilMs <= clock.nowMs() || held.reference === wanted.reference) {
      const lost = [...new Set([...held.lost.split(','), held.reference])].filter(Boolean).join(',');
      const mine: Slot = { ...wanted, previousId: held.previousId, earlierIds: held.earlierIds, lost };
      if (await store.replace(mine, held.owner)) return { kind: 'mine', slot: mine };
    } else {
      if (deadlineAtMs - clock.nowMs() < pauseMs + POLL_RESERVE_MS) throw stillOpening();
      await clock.sleep(pauseMs);
      pauseMs = Math.min(MAX_POLL_MS, pauseMs * 2);
    }
  }
}

/** Does `work` for a slot that is this message's, and gives the slot back where it fails. */
export async function holding<T>(context: ActionContext, slot: Slot, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await releaseSlot(context, slot);
    throw thrown;
  }
}

/** Gives back a slot for which certainly no ticket was created. Where that fails, it runs out by itself. */
export async function releaseSlot({ store }: ActionContext, slot: Slot): Promise<void> {
  const isEmpty = slot.previousId === 0 && slot.lost === '';
  const released = isEmpty
    ? store.remove(slot.pk, slot.owner)
    : store.replace({ ...slot, reference: '', untilMs: 0 }, slot.owner);
  await released.catch(() => false);
}

/** Leaves a slot whose ticket may have been created to the next message, which looks for it once it can be seen. */
export async function leaveSlot({ store, clock }: ActionContext, slot: Slot): Promise<void> {
  await store.replace({ ...slot, untilMs: clock.nowMs() + SETTLING_MS }, slot.owner).catch(() => false);
}

const stillOpening = () =>
  new ExtensionError('halo_timeout', 'Another message is still opening the ticket of this `dedup_key`.', {
    hint: 'Send it again; nothing was written.',
    retryAfterSeconds: 5,
  });
