import { randomUUID } from 'node:crypto';
import { ExtensionError } from '../../errors.ts';
import type { Counter, Item } from '../../ledger/item-store.ts';
import type { ActionContext } from '../define-action.ts';
import { occurrenceNote } from './note-text.ts';
import { type Noted, pauseBeforeNoteMs, planNote } from './plan-note.ts';

const LEASE_MARGIN_MS = 2_000;
/** What has to be left of a delivery for it to write once more. */
const WRITE_RESERVE_MS = 3_000;
const TTL_MS = 400 * 24 * 3_600_000;

type NoteTurn = Item & Noted;

/**
 * Brings the count onto the ticket as a private note. One message at a time writes; those that come meanwhile only count, and the one
 * that writes looks again when it is done: so the count is right at the end, in few writes. A note that fails loses no occurrence.
 */
export async function noteOccurrences(
  context: ActionContext,
  counterKey: string,
  ticketId: number,
  counter: Counter,
): Promise<void> {
  const { store, clock, deadlineAtMs, warn } = context;
  const leftMs = () => deadlineAtMs - clock.nowMs() - WRITE_RESERVE_MS;
  try {
    for (let latest = counter; latest.count > 1; ) {
      const turn = await takeTurn(`note#${counterKey}`, context);
      if (turn === undefined) return;
      const pauseMs = Math.min(pauseBeforeNoteMs(latest.count, turn, clock.nowMs()), leftMs());
      if (pauseMs > 0) await clock.sleep(pauseMs);
      latest = await readCounter(context, counterKey, latest);
      const { noted, failure } = await tryWrite(context, ticketId, turn, latest);
      await store.replace({ ...turn, ...noted, untilMs: 0 }, turn.owner);
      if (failure !== undefined) throw failure;
      const now = await readCounter(context, counterKey, latest);
      if (now.count <= latest.count || leftMs() < 0) return;
      latest = now;
    }
  } catch (thrown) {
    warn(`The occurrence was counted, but not noted on the ticket: ${ExtensionError.from(thrown).message}`);
  }
}

/** Undefined: another message is writing, and will see this one's count. */
async function takeTurn(pk: string, { store, clock, deadlineAtMs }: ActionContext): Promise<NoteTurn | undefined> {
  const untilMs = deadlineAtMs + LEASE_MARGIN_MS;
  const ttl = Math.ceil((clock.nowMs() + TTL_MS) / 1000);
  const wanted: NoteTurn = { pk, owner: randomUUID(), untilMs, ttl, noteId: 0, addedAtMs: 0, writtenAtMs: 0 };
  const held = (await store.claim(wanted)) as NoteTurn;
  if (held.owner === wanted.owner) return wanted;
  if (held.untilMs > clock.nowMs()) return undefined;
  const mine: NoteTurn = { ...held, owner: wanted.owner, untilMs, ttl };
  return (await store.replace(mine, held.owner)) ? mine : undefined;
}

/** A note that may have been written counts as written: a second one in its minute would be worse than a count that lags. */
async function tryWrite(
  context: ActionContext,
  ticketId: number,
  turn: NoteTurn,
  counter: Counter,
): Promise<{ noted: Noted; failure?: unknown }> {
  const { noteId, addedAtMs, writtenAtMs } = turn;
  const nowMs = context.clock.nowMs();
  try {
    return { noted: await write(context, ticketId, { noteId, addedAtMs, writtenAtMs }, counter) };
  } catch (failure) {
    const isOpen = ExtensionError.from(failure).code === 'outcome_unknown';
    return {
      noted: isOpen ? { noteId, addedAtMs: nowMs, writtenAtMs: nowMs } : { noteId, addedAtMs, writtenAtMs },
      failure,
    };
  }
}

async function write(
  { halo, config, clock }: ActionContext,
  ticketId: number,
  noted: Noted,
  counter: Counter,
): Promise<Noted> {
  const nowMs = clock.nowMs();
  const plan = planNote(noted, nowMs);
  if (plan.kind === 'none') return noted;
  const fields = { note: occurrenceNote(counter), hiddenfromuser: true, outcome: config.note_outcome ?? 'Note' };
  if (plan.kind === 'add') {
    const { id } = await halo.ticketActions.add(ticketId, fields);
    return { noteId: id, addedAtMs: nowMs, writtenAtMs: nowMs };
  }
  const { id } = await halo.ticketActions.edit(ticketId, plan.noteId, fields);
  // A HaloPSA that made another note of it is not asked to edit again before the next note's time.
  return id === plan.noteId ? { ...noted, writtenAtMs: nowMs } : { noteId: 0, addedAtMs: nowMs, writtenAtMs: nowMs };
}

async function readCounter({ store }: ActionContext, key: string, known: Counter): Promise<Counter> {
  const item = await store.get(key);
  return item === undefined
    ? known
    : { count: Number(item.count), firstAtMs: Number(item.firstAtMs), lastAtMs: Number(item.lastAtMs) };
}
