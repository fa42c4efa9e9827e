import type { Clock } from '../clock.ts';
import type { Logger } from '../observability/logger.ts';
import type { ItemStore } from './item-store.ts';
import type { Answer } from './stored-answer.ts';

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
