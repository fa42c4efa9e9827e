import { randomUUID } from 'node:crypto';
import { handOver } from './hand-over.ts';
import type { Item } from './item-store.ts';
import type { OnceResult, RunOnceDeps } from './message.ts';
import { SETTLING_MS } from './settling.ts';
import { packAnswer } from './stored-answer.ts';

/** The work is done, so the caller hears so even if the ledger does not: the next delivery would find it in HaloPSA. */
export async function settleDone(
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
export async function settleFailed(
  item: Item,
  mayHaveWritten: boolean,
  { store, clock, logger }: RunOnceDeps,
): Promise<void> {
  const settled = mayHaveWritten
    ? store.replace({ ...item, state: 'unknown', untilMs: clock.nowMs() + SETTLING_MS }, item.owner)
    : store.remove(item.pk, item.owner);
  await settled.catch(() => logger.warn('the ledger did not take the failure', { pk: item.pk }));
}
