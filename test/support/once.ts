import { ExtensionError } from '../../lib/errors.ts';
import { createMemoryStore } from '../../lib/ledger/memory-store.ts';
import type { Message, OnceResult, RunOnceDeps, Work } from '../../lib/ledger/message.ts';
import { runOnce } from '../../lib/ledger/run-once.ts';
import { createMemoryLogger } from './memory-logger.ts';
import { createVirtualTime } from './virtual-time.ts';
import { watchStore } from './watched-store.ts';

export const DEADLINE_MS = 25_000;
export const RETENTION_MS = 3_600_000;

/** A failure after which certainly nothing is written, and one after which nobody knows. */
export const rejected = new ExtensionError('halo_rejected', 'Category is a mandatory field');
export const lost = new ExtensionError('outcome_unknown', 'The connection failed after the write was sent.');

export const failsWith = (error: Error) => () => Promise.reject(error);

/** Work that keeps what of it was done, and succeeds unless told otherwise. */
export function workThat(more: Partial<Work> = {}): Work & { done: string[] } {
  const done: string[] = [];
  return {
    done,
    perform: async () => {
      done.push('perform');
      return (await more.perform?.()) ?? { id: 2884 };
    },
    reconcile: async (sinceMs) => {
      done.push('reconcile');
      return more.reconcile?.(sinceMs);
    },
    mayHaveWritten: more.mayHaveWritten ?? (() => false),
    hasAskedToWrite: more.hasAskedToWrite ?? (() => true),
  };
}

/** `runOnce` over a table in memory, in virtual time. */
export function startOnce() {
  const time = createVirtualTime();
  const memory = createMemoryStore();
  const store = watchStore(memory);
  const logger = createMemoryLogger();
  const chance = { random: 0 };
  const deps: RunOnceDeps = { store, clock: time, logger, retentionMs: RETENTION_MS, random: () => chance.random };
  const deliver = (work: Work, more: Partial<Message> = {}): Promise<OnceResult> => {
    const content = { summary: 'x', ids: [1, 2] };
    const deadlineAtMs = time.nowMs() + DEADLINE_MS;
    return runOnce({ oid: 'o', action: 'create_ticket', key: 'k', content, deadlineAtMs, ...more }, work, deps);
  };
  return {
    time,
    chance,
    memory,
    store,
    logger,
    deliver,
    record: () => [...memory.items.values()][0],
    /** A delivery whose process ends while it works: nothing of it is heard again. */
    async dieAtWork(): Promise<void> {
      void deliver(workThat({ perform: () => new Promise(() => {}) }));
      await time.run(time.sleep(0));
    },
    /** A delivery that may have written, and could not find out. */
    async leaveUnknown(): Promise<void> {
      const work = workThat({ perform: failsWith(lost), mayHaveWritten: () => true });
      await deliver(work).catch(() => {});
    },
  };
}
