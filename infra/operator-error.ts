/** A mistake of the person at the keyboard: its message is one sentence that says what to do, printed without a stack trace. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  /** Of the process: 1 where something given is wrong, 2 where a service that the command needs can't be used. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
