import type { ExtensionError } from '../errors.ts';

export const PROTOCOL_VERSION = 20221218;

/** What goes back to LimaCharlie. `body` undefined: an empty one. */
export interface ExtensionResponse {
  status: number;
  body?: unknown;
}

export const succeeded = (data: unknown): ExtensionResponse => ({
  status: 200,
  body: { version: PROTOCOL_VERSION, data },
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

/** HaloPSA's own words often come at the end, without a full stop. */
function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…]["'`)]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
