/** A mistake of the person at the keyboard: its message is one sentence that says what to do, printed without a stack trace. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
