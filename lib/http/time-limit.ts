/** A signal that has to be ended: until then it holds a timer, and a listener on `outer`. */
export interface TimeLimit extends Disposable {
  signal: AbortSignal;
}

/**
 * Aborts after a time, or with `outer`, whichever is first. `AbortSignal.timeout` would do, but its timer runs on when the request is long
 * answered: at a hundred calls a second thousands of them are alive, and are moved to where V8 seldom looks.
 */
export function timeLimit(timeoutMs: number, outer?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const tooLate = () =>
    controller.abort(new DOMException(`There was no reply within ${timeoutMs} ms.`, 'TimeoutError'));
  const givenUp = () => controller.abort(outer?.reason);
  const timer = setTimeout(tooLate, Math.max(1, Math.ceil(timeoutMs)));
  if (outer?.aborted) givenUp();
  outer?.addEventListener('abort', givenUp);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', givenUp);
    },
  };
}
