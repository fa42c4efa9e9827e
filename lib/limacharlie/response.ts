import type { ExtensionError } from '../errors.ts';
import { asSentence } from './as-sentence.ts';

export const PROTOCOL_VERSION = 20221218;

/** What goes back to LimaCharlie. `body` undefined: an empty one. */
export interface ExtensionResponse {
  status: number;
  body?: unknown;
}

/** What LimaCharlie calls back with, as a request of the same organization. */
export interface Continuation {
  in_delay_sec: number;
  action: string;
  state: unknown;
}

export const succeeded = (data: unknown, continuations: readonly Continuation[] = []): ExtensionResponse => ({
  status: 200,
  body: { version: PROTOCOL_VERSION, data, ...(continuations.length > 0 && { continuations }) },
});

/**
 * LimaCharlie redelivers a 500 under the same idempotency key and gives up on a 400, so this split decides whether work is lost.
 * `retriable` is always said: left out it would mean true.
 */
export const failed = (sentence: string, retriable: boolean): ExtensionResponse => ({
  status: retriable ? 500 : 400,
  body: { version: PROTOCOL_VERSION, error: sentence, retriable },
});

/** What failed, the cause and what to do, each a sentence: all that an analyst gets to see. */
export function failedWith(what: string, error: ExtensionError, retriable = error.retriable): ExtensionResponse {
  const { code, message, hint = '' } = error;
  const sentences = [asSentence(`${what} failed (${code}): ${message}`), waitOf(error), asSentence(hint)];
  return failed(sentences.filter(Boolean).join(' '), retriable);
}

/** Some hints say how long to wait themselves. */
function waitOf({ retryAfterSeconds: seconds, hint = '' }: ExtensionError): string {
  return seconds === undefined || new RegExp(`\\b${seconds} seconds`).test(hint)
    ? ''
    : `Retry after ${seconds} seconds.`;
}
