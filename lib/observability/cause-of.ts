/** What an SDK wraps once more still fits; a circle of causes doesn't. */
const MAX_CAUSES = 3;
const MAX_MESSAGE_CHARS = 500;

/**
 * What an error came of, for the log alone: `AccessDeniedException: User … is not authorized to perform: kms:Decrypt`. A stack of ours says only
 * that AWS did not do it. Undefined: it came of nothing.
 */
export function causeOf(thrown: unknown): string | undefined {
  const causes: string[] = [];
  let cause = nextOf(thrown);
  while (cause !== undefined && causes.length < MAX_CAUSES) {
    causes.push(describe(cause));
    cause = nextOf(cause);
  }
  return causes.length > 0 ? causes.join('; of ') : undefined;
}

const nextOf = (thrown: unknown): unknown => (thrown instanceof Error ? (thrown.cause ?? undefined) : undefined);

const describe = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name}: ${cause.message.slice(0, MAX_MESSAGE_CHARS)}` : typeof cause;
