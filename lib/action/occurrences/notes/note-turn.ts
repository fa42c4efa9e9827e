import { randomUUID } from 'node:crypto';
import { comeAgain } from '../../../ledger/come-again.ts';
import { handOver } from '../../../ledger/hand-over.ts';
import type { Item } from '../../../ledger/item-store.ts';
import { SETTLING_MS } from '../../../ledger/settling.ts';
import { ttlFrom } from '../../../ledger/ttl.ts';
import type { ActionContext } from '../../define-action.ts';
import type { Noted } from './plan-note.ts';

/** The right to write a ticket's notes, of which one message at a time has it. `untilMs` 0: nobody has, and what it says of the notes is so. */
export interface NoteTurn extends Item, Noted {
  /** Whose turn it is, or was. */
  messageId: string;
}

export interface TakenTurn {
  turn: NoteTurn;
  /** The one before didn't end well: what it says of the notes may be out of date. */
  isDoubtful: boolean;
}

export const turnKey = (counterKey: string): string => `note#${counterKey}`;

/**
 * Undefined: another message is writing, and will see this one's count.
 * @throws ExtensionError retriable where this message's own earlier delivery has broken off: nobody else would write
 */
export async function takeNoteTurn(context: ActionContext, counterKey: string): Promise<TakenTurn | undefined> {
  const { store, clock, deadlineAtMs, messageId } = context;
  const untilMs = deadlineAtMs + SETTLING_MS;
  const ttl = ttlFrom(clock.nowMs());
  const owner = randomUUID();
  const none: Noted = { noteId: 0, addedAtMs: 0, writtenAtMs: 0 };
  const wanted: NoteTurn = { pk: turnKey(counterKey), owner, messageId, untilMs, ttl, ...none };
  const held = (await store.claim(wanted)) as NoteTurn;
  if (held.owner === owner) return { turn: wanted, isDoubtful: false };
  if (held.untilMs > clock.nowMs()) {
    if (held.messageId === messageId) throw comeAgain('Its note broke off just now, and may still arrive.');
    return undefined;
  }
  const turn: NoteTurn = { ...held, owner, messageId, untilMs, ttl };
  return (await handOver(store, turn, held.owner)) ? { turn, isDoubtful: held.untilMs !== 0 } : undefined;
}

export async function endTurn({ store }: ActionContext, turn: NoteTurn, noted: Noted): Promise<void> {
  await store.replace({ ...turn, ...noted, untilMs: 0 }, turn.owner);
}

/** After a failure nobody writes for a moment: what was sent may still arrive, and whoever is next has to see it. */
export async function breakTurn({ store, clock }: ActionContext, turn: NoteTurn): Promise<void> {
  await store.replace({ ...turn, untilMs: clock.nowMs() + SETTLING_MS }, turn.owner).catch(() => false);
}
