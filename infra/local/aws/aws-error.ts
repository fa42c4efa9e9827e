/** A refusal of Secrets Manager, by the name that its API gives it. */
export class SecretsManagerError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SecretsManagerError';
    this.code = code;
  }
}
