/**
 * How an invocation ended: with the function's reply (JSON text), with an error of any kind (thrown, timed out, crashed; its cause is
 * in the log), or not begun, because the event is larger than Lambda takes.
 */
export type InvocationOutcome = { kind: 'reply'; payload: string } | { kind: 'failed' } | { kind: 'too_large' };
