import type { Answer, TestExtension } from './extension.ts';
import type { TestClock } from './test-clock.ts';

/** "Timeouts and Retries" and "Continuations" of LimaCharlie's runtime contract. */
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 1_000;
const MAX_CALLBACK_MS = 300_000;
/** As older versions have it; the newer a hundred. */
const MAX_LEVELS = 10;

export interface Message {
  action: string;
  data: unknown;
  key: string;
  config?: unknown;
}

export interface Played {
  /** One for each delivery, in their order. */
  answers: Answer[];
  /** The whole time from the first delivery to the last answer. */
  tookMs: number;
}

/**
 * LimaCharlie as it hands a request over: what is answered with a 5xx comes three times in all, and whoever asks to be called back is, under a key of
 * LimaCharlie's own. The clock moves by the pauses.
 * @param before told each delivery's number, from 1
 */
export async function handOver(
  extension: TestExtension & { clock: TestClock },
  message: Message,
  before: (delivery: number) => void = () => {},
): Promise<Played> {
  const { clock } = extension;
  const startedAtMs = clock.nowMs();
  const answers: Answer[] = [];
  const open = [{ ...message, level: 0 }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { action, data, config, key, level } = next;
    let pauseMs = FIRST_PAUSE_MS;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++, pauseMs *= 2) {
      before(answers.length + 1);
      const answer = await extension.request(action, data, { key, config });
      answers.push(answer);
      if (answer.status < 500) break;
      clock.advance(pauseMs);
    }
    for (const one of answers.at(-1)?.body.continuations ?? []) {
      if (level === MAX_LEVELS) throw new Error('LimaCharlie ends the chain: max continuation level reached.');
      clock.advance(Math.min(MAX_CALLBACK_MS, one.in_delay_sec * 1000));
      open.push({ action: one.action, data: one.state, config, key: `${key}:${level + 1}`, level: level + 1 });
    }
  }
  return { answers, tookMs: clock.nowMs() - startedAtMs };
}
