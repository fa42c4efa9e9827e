import { ExtensionError } from '../../../errors.ts';
import { comeAgain } from '../../../ledger/come-again.ts';
import { type Counter, namesIn } from '../../../ledger/item-store.ts';
import type { ActionContext } from '../../define-action.ts';
import type { OccurrenceContext } from '../work.ts';
import { breakTurn, endTurn, takeNoteTurn } from './note-turn.ts';
import { pauseBeforeNoteMs } from './plan-note.ts';
import { findNoted, writeNote } from './write-note.ts';

/** What has to be left of a delivery for it to write once more. */
const WRITE_RESERVE_MS = 3_000;

/**
 * Brings the count onto the ticket as a private note. One message at a time writes; those that come meanwhile only count, and the one
 * that writes looks again when it is done: so the count is right at the end, in few writes. A note that fails loses no occurrence.
 * @throws ExtensionError retriable, for a message with a key: sent again, it is not counted again but noted
 */
export async function noteOccurrences(
  context: OccurrenceContext,
  counterKey: string,
  ticketId: number,
  counter: Counter,
): Promise<void> {
  try {
    for (let latest = counter; latest.count > 1; ) {
      const noted = await noteInTurn(context, counterKey, ticketId, latest);
      if (noted === undefined) return;
      latest = await readCounter(context, counterKey, noted);
      if (latest.count <= noted.count) return;
      if (leftMs(context) < 0) {
        throw comeAgain('It was seen again while its note was written, and no time is left for another.');
      }
    }
  } catch (thrown) {
    const failure = context.survive(thrown);
    if (failure.retriable && context.reference !== undefined) throw failure;
    context.warn(`The occurrence was counted, but not noted on the ticket: ${failure.message}`);
  }
}

/** Returns the count that is noted now; undefined: another message is at it. */
async function noteInTurn(
  context: OccurrenceContext,
  counterKey: string,
  ticketId: number,
  counter: Counter,
): Promise<Counter | undefined> {
  const { clock } = context;
  const taken = await takeNoteTurn(context, counterKey);
  if (taken === undefined) return undefined;
  const { turn, isDoubtful } = taken;
  const { noteId, addedAtMs, writtenAtMs } = turn;
  const known = { noteId, addedAtMs, writtenAtMs };
  try {
    const pauseMs = Math.min(pauseBeforeNoteMs(counter.count, known, clock.nowMs()), leftMs(context));
    if (pauseMs > 0) await clock.sleep(pauseMs);
    const latest = await readCounter(context, counterKey, counter);
    const before = isDoubtful ? await findNoted(context, ticketId, known, latest) : known;
    await endTurn(context, turn, await writeNote(context, ticketId, before, latest));
    return latest;
  } catch (thrown) {
    // What was refused for good does not arrive later: whoever is next may try at once, and hear why.
    const { retriable, leavesDoubt } = ExtensionError.from(thrown);
    const tried = { ...known, writtenAtMs: clock.nowMs() };
    await (retriable || leavesDoubt ? breakTurn(context, turn) : endTurn(context, turn, tried).catch(() => {}));
    throw thrown;
  }
}

const leftMs = ({ deadlineAtMs, clock }: ActionContext): number => deadlineAtMs - clock.nowMs() - WRITE_RESERVE_MS;

async function readCounter({ store }: ActionContext, key: string, known: Counter): Promise<Counter> {
  const item = await store.get(key);
  return item === undefined
    ? known
    : {
        count: Number(item.count),
        firstAtMs: Number(item.firstAtMs),
        lastAtMs: Number(item.lastAtMs),
        names: namesIn(Object.keys(item)),
      };
}
