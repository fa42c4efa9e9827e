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

/** One sentence with what failed, the cause and what to do: all that an analyst gets to see. */
export function failedWith(what: string, error: ExtensionError, retriable = error.retriable): ExtensionResponse {
  const wait = error.retryAfterSeconds === undefined ? '' : ` Retry after ${error.retryAfterSeconds} seconds.`;
  return failed(
    `${what} failed (${error.code}): ${error.message}${wait}${error.hint ? ` ${error.hint}` : ''}`,
    retriable,
  );
}
