import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { ExtensionError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import { digestOf, sha256 } from './digest.ts';
import { handOver } from './hand-over.ts';
import { type Item, type ItemStore, isGone } from './item-store.ts';
import { refusedInDoubt } from './refused-in-doubt.ts';
import { SETTLING_MS } from './settling.ts';
import { type Answer, packAnswer, unpackAnswer } from './stored-answer.ts';

const POLL_MS = 250;
/** What has to be left for an answer that another delivery is waited for. */
const ANSWER_RESERVE_MS = 500;
/** Before what may not have been written is written again. */
const SPREAD_MS = 4_000;
const SPREAD_RESERVE_MS = 15_000;

/** One message, by everything that makes it the same message. */
export interface Message {
  oid: string;
  action: string;
  key: string;
  /** What the message says, as it came. */
  content: unknown;
  deadlineAtMs: number;
}

export interface Work {
  perform(): Promise<Answer>;
  /**
   * Looks in HaloPSA for what an earlier delivery may have written since `sinceMs`; undefined: it is not there. A look-up that fails
   * throws: that is "unknown", never "not there".
   */
  reconcile(sinceMs: number): Promise<Answer | undefined>;
  /** Whether `perform` may have written something, as far as it got. */
  mayHaveWritten(): boolean;
  /** Whether `perform` has asked HaloPSA for a write at all, whatever became of that. */
  hasAskedToWrite(): boolean;
}

export interface OnceResult {
  answer: Answer;
  how: 'performed' | 'replayed' | 'reconciled';
  /** The next delivery of the message gets this answer. */
  isRecorded: boolean;
}

export interface RunOnceDeps {
  store: ItemStore;
  clock: Clock;
  logger: Logger;
  retentionMs: number;
  random: () => number;
}

/**
 * Does a message's work once, however often and however parallel it is delivered. Its record goes from `started` to `done`, whose answer
 * is replayed; or to `unknown`, from which the next delivery first looks in HaloPSA whether the write happened.
 * @throws ExtensionError of the work; `invalid_input` for another content under the same key; `outcome_unknown`; `internal` where the
 *   ledger can't be reached, before anything was written
 */
export async function runOnce(message: Message, work: Work, deps: RunOnceDeps): Promise<OnceResult> {
  const begun = await begin(message, deps);
  if ('answer' in begun) return { answer: begun.answer, how: 'replayed', isRecorded: true };
  const { item, isDoubtful } = begun;
  if (isDoubtful) {
    const found = await reconcileOrStayUnknown(item, work, deps);
    if (found !== undefined) return finish(item, { answer: found, how: 'reconciled' }, deps);
    await spread(message.deadlineAtMs, deps);
  }
  try {
    return await finish(item, { answer: await work.perform(), how: 'performed' }, deps);
  } catch (thrown) {
    const { found, open } = await findAtOnce(ExtensionError.from(thrown), item, work);
    if (found !== undefined) return finish(item, { answer: found, how: 'reconciled' }, deps);
    await settleFailure(item, isDoubtful || work.mayHaveWritten(), deps);
    // What failed before it asked for a write was a look of its own.
    if (isDoubtful && !work.hasAskedToWrite()) throw stillUnknown(ExtensionError.from(thrown));
    throw open ?? thrown;
  }
}

/** Those that failed together, as tickets do that race for a number, would else be written together again, in step with LimaCharlie's attempts. */
async function spread(deadlineAtMs: number, { clock, random }: RunOnceDeps): Promise<void> {
  const waitMs = Math.round(random() * SPREAD_MS);
  if (waitMs > 0 && deadlineAtMs - clock.nowMs() > SPREAD_RESERVE_MS) await clock.sleep(waitMs);
}

type Begun = { answer: Answer } | { item: Item; isDoubtful: boolean };

/** Takes the message, or the answer of whoever had it. Waits, within the deadline, for one that is at work on it. */
async function begin(message: Message, { store, clock, retentionMs }: RunOnceDeps): Promise<Begun> {
  const mine = (): Item => ({
    pk: `once#${message.oid}#${message.action}#${sha256(message.key)}`,
    owner: randomUUID(),
    state: 'started',
    untilMs: message.deadlineAtMs + SETTLING_MS,
    digest: digestOf(message.content),
    sinceMs: clock.nowMs(),
    ttl: Math.ceil((clock.nowMs() + retentionMs) / 1000),
  });
  for (;;) {
    const wanted = mine();
    const held = await store.claim(wanted);
    if (held.owner === wanted.owner) return { item: wanted, isDoubtful: false };
    if (isGone(held, clock.nowMs())) {
      if (await handOver(store, wanted, held.owner)) return { item: wanted, isDoubtful: false };
      continue;
    }
    if (held.digest !== wanted.digest) throw reusedKey();
    if (held.state === 'done') return { answer: unpackAnswer(String(held.answer)) };
    if (held.untilMs <= clock.nowMs()) {
      const taken: Item = { ...wanted, sinceMs: Number(held.sinceMs) };
      if (await handOver(store, taken, held.owner)) return { item: taken, isDoubtful: true };
      continue;
    }
    if (message.deadlineAtMs - clock.nowMs() < POLL_MS + ANSWER_RESERVE_MS) throw stillAtWork();
    await clock.sleep(POLL_MS);
  }
}

async function reconcileOrStayUnknown(item: Item, work: Work, deps: RunOnceDeps): Promise<Answer | undefined> {
  try {
    return await work.reconcile(Number(item.sinceMs));
  } catch (thrown) {
    await settleFailure(item, true, deps);
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

/** The work is done, so the caller hears so even if the ledger does not: the next delivery would find it in HaloPSA. */
async function finish(
  item: Item,
  result: Omit<OnceResult, 'isRecorded'>,
  { store, logger }: RunOnceDeps,
): Promise<OnceResult> {
  // Under another owner, so that nobody who saw it unfinished can still take it over.
  const done = { ...item, owner: randomUUID(), state: 'done', answer: packAnswer(result.answer) };
  const isKept = await handOver(store, done, item.owner).catch(() => false);
  if (!isKept) logger.warn('the ledger did not take the answer', { pk: item.pk });
  return { ...result, isRecorded: isKept };
}

/** What certainly wrote nothing frees the key at once; the rest is for the next delivery to find out, once it can be seen. */
async function settleFailure(
  item: Item,
  mayHaveWritten: boolean,
  { store, clock, logger }: RunOnceDeps,
): Promise<void> {
  const settled = mayHaveWritten
    ? store.replace({ ...item, state: 'unknown', untilMs: clock.nowMs() + SETTLING_MS }, item.owner)
    : store.remove(item.pk, item.owner);
  await settled.catch(() => logger.warn('the ledger did not take the failure', { pk: item.pk }));
}

const stillUnknown = (cause: ExtensionError) =>
  new ExtensionError(
    'outcome_unknown',
    `Whether an earlier delivery wrote it could not be found out: ${cause.message}`,
    {
      hint: 'Send it again under the same idempotency key.',
      retryAfterSeconds: cause.retryAfterSeconds,
      cause,
    },
  );

const reusedKey = () =>
  new ExtensionError('invalid_input', 'The idempotency key was used before for a message with other content.', {
    errors: [
      { field: 'idempotency_key', expected: 'a new key for a new message', received: 'the key of another message' },
    ],
    hint: 'Use a new key for a new message, and the same key only to send the same message again.',
  });

const stillAtWork = () =>
  new ExtensionError('outcome_unknown', 'Another delivery of the same message is still at work, or was just now.', {
    hint: 'Send it again under the same idempotency key: it then gets the answer of the other, or finds out what became of it.',
    retryAfterSeconds: 5,
  });
