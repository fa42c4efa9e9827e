import { randomUUID } from 'node:crypto';
import { ExtensionError } from '../errors.ts';
import { comeAgain } from './come-again.ts';
import { digestOf, sha256 } from './digest.ts';
import { handOver } from './hand-over.ts';
import { type Item, isGone } from './item-store.ts';
import type { Message, RunOnceDeps } from './message.ts';
import { SETTLING_MS } from './settling.ts';
import { type Answer, unpackAnswer } from './stored-answer.ts';
import { ttlFrom } from './ttl.ts';

const POLL_MS = 250;
/** What has to be left for an answer that another delivery is waited for. */
const ANSWER_RESERVE_MS = 500;

/** The answer of whoever had the message before; or its record, which is the caller's now. Doubtful: an earlier delivery may have written. */
export type Taken = { answer: Answer } | { item: Item; isDoubtful: boolean };

/**
 * Takes a message to work on, or the answer of whoever had it. Waits, within the deadline, for one that is at work on it.
 *
 * @throws ExtensionError `invalid_input` for another content under the same key; `outcome_unknown` where the other is not done in time
 */
export async function takeMessage(message: Message, { store, clock, retentionMs }: RunOnceDeps): Promise<Taken> {
  const mine = (): Item => ({
    pk: `once#${message.oid}#${message.action}#${sha256(message.key)}`,
    owner: randomUUID(),
    state: 'started',
    untilMs: message.deadlineAtMs + SETTLING_MS,
    digest: digestOf(message.content),
    sinceMs: clock.nowMs(),
    ttl: ttlFrom(clock.nowMs(), retentionMs),
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

const reusedKey = () =>
  new ExtensionError('invalid_input', 'The idempotency key was used before for a message with other content.', {
    errors: [
      { field: 'idempotency_key', expected: 'a new key for a new message', received: 'the key of another message' },
    ],
    hint: 'Use a new key for a new message, and the same key only to send the same message again.',
  });

const stillAtWork = () =>
  comeAgain('Another delivery of the same message is still at work, or was just now.', {
    code: 'outcome_unknown',
    hint: 'Send it again under the same idempotency key: it then gets the answer of the other, or finds out what became of it.',
  });
