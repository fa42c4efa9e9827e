import { ExtensionError } from '../errors.ts';
import { SAME_KEY_HINT } from './come-again.ts';
import type { Item } from './item-store.ts';
import type { Message, OnceResult, RunOnceDeps, Work } from './message.ts';
import { refusedInDoubt } from './refused-in-doubt.ts';
import { settleDone, settleFailed } from './settle-message.ts';
import type { Answer } from './stored-answer.ts';
import { takeMessage } from './take-message.ts';

/** Before what may not have been written is written again. */
const SPREAD_MS = 4_000;
const SPREAD_RESERVE_MS = 15_000;

/**
 * Does a message's work once, however often and however parallel it is delivered. Its record goes from `started` to `done`, whose answer
 * is replayed; or to `unknown`, from which the next delivery first looks in HaloPSA whether the write happened.
 * @throws ExtensionError of the work; `invalid_input` for another content under the same key; `outcome_unknown`; `internal` where the
 *   ledger can't be reached, before anything was written
 */
export async function runOnce(message: Message, work: Work, deps: RunOnceDeps): Promise<OnceResult> {
  const taken = await takeMessage(message, deps);
  if ('answer' in taken) return { answer: taken.answer, how: 'replayed', isRecorded: true };
  const { item, isDoubtful } = taken;
  if (isDoubtful) {
    const found = await reconcileOrStayUnknown(item, work, deps);
    if (found !== undefined) return settleDone(item, { answer: found, how: 'reconciled' }, deps);
    await spread(message.deadlineAtMs, deps);
  }
  try {
    return await settleDone(item, { answer: await work.perform(), how: 'performed' }, deps);
  } catch (thrown) {
    const { found, open } = await findAtOnce(ExtensionError.from(thrown), item, work);
    if (found !== undefined) return settleDone(item, { answer: found, how: 'reconciled' }, deps);
    await settleFailed(item, isDoubtful || work.mayHaveWritten(), deps);
    // What failed before it asked for a write was a look of its own.
    if (isDoubtful && !work.hasAskedToWrite()) throw stillUnknown(ExtensionError.from(thrown));
    throw open ?? thrown;
  }
}

/** Those that failed together, as tickets do that race for a number, would otherwise be written together again, in step with LimaCharlie's attempts. */
async function spread(deadlineAtMs: number, { clock, random }: RunOnceDeps): Promise<void> {
  const waitMs = Math.round(random() * SPREAD_MS);
  if (waitMs > 0 && deadlineAtMs - clock.nowMs() > SPREAD_RESERVE_MS) await clock.sleep(waitMs);
}

async function reconcileOrStayUnknown(item: Item, work: Work, deps: RunOnceDeps): Promise<Answer | undefined> {
  try {
    return await work.reconcile(Number(item.sinceMs));
  } catch (thrown) {
    await settleFailed(item, true, deps);
    throw stillUnknown(ExtensionError.from(thrown));
  }
}

interface Found {
  found?: Answer;
  /** In place of a refusal of which it is open whether it wrote. */
  open?: ExtensionError;
}

/** A write that broke off may have happened all the same: a look now spares the caller a redelivery. Finding nothing proves nothing. */
async function findAtOnce(failure: ExtensionError, item: Item, work: Work): Promise<Found> {
  if (!failure.leavesDoubt) return {};
  try {
    return { found: await work.reconcile(Number(item.sinceMs)) };
  } catch (look) {
    return { open: refusedInDoubt(failure, ExtensionError.from(look)) };
  }
}

const stillUnknown = (cause: ExtensionError) =>
  new ExtensionError(
    'outcome_unknown',
    `Whether an earlier delivery wrote it could not be found out: ${cause.message}`,
    {
      hint: SAME_KEY_HINT,
      retryAfterSeconds: cause.retryAfterSeconds,
      cause,
    },
  );
