import { redact } from './redact.ts';

/**
 * Every way in which a delivery can fail, with its consequences at the two doors: the HTTP status for a direct caller, and
 * whether trying the same again can help (LimaCharlie redelivers what is retriable and gives up on the rest).
 */
export const FAILURES = {
  invalid_input: { status: 400, retriable: false, title: 'The input is wrong' },
  unknown_action: { status: 404, retriable: false, title: 'No such action' },
  org_not_configured: { status: 403, retriable: false, title: 'The organization has no HaloPSA credentials here' },
  client_not_allowed: { status: 403, retriable: false, title: 'The organization may not touch this HaloPSA client' },
  credentials_invalid: { status: 502, retriable: false, title: 'The HaloPSA credentials do not work' },
  scope_missing: { status: 502, retriable: false, title: 'HaloPSA refused for lack of permission' },
  not_found: { status: 404, retriable: false, title: 'No such record in HaloPSA' },
  ambiguous: { status: 409, retriable: false, title: 'Several records fit' },
  halo_rejected: { status: 422, retriable: false, title: 'HaloPSA refused the content' },
  rate_limited: { status: 429, retriable: true, title: 'HaloPSA asks to slow down' },
  halo_unavailable: { status: 503, retriable: true, title: 'HaloPSA is unavailable' },
  halo_timeout: { status: 504, retriable: true, title: 'HaloPSA did not answer in time' },
  outcome_unknown: { status: 504, retriable: true, title: 'It is unknown whether HaloPSA wrote the record' },
  internal: { status: 500, retriable: true, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; retriable: boolean; title: string }>;

export type ErrorCode = keyof typeof FAILURES;

/** One wrong field: its name, what would have been right, and what came (cut short). */
export interface FieldError {
  field: string;
  expected: string;
  received: string;
}

export interface ErrorDetails {
  /** What the reader can do about it, as an imperative sentence. */
  hint?: string;
  errors?: readonly FieldError[];
  /** HaloPSA's own answer, where there was one. */
  halo?: { status: number; message: string };
  retryAfterSeconds?: number;
  /** A write may have happened all the same. Default: true for `outcome_unknown` alone. */
  leavesDoubt?: boolean;
  cause?: unknown;
  /** Values that must not appear in any text of this error, whoever put them there. */
  secrets?: readonly string[];
}

/**
 * The one error that leaves this code base: it carries its consequences, and the doors only format it. Texts are redacted
 * here, so that no thrower has to remember it.
 */
export class ExtensionError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retriable: boolean;
  readonly hint: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly halo: { status: number; message: string } | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** A write may have happened all the same. */
  readonly leavesDoubt: boolean;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    const clean = (text: string) => redact(text, details.secrets);
    super(clean(message), { cause: details.cause });
    this.name = 'ExtensionError';
    this.code = code;
    this.status = FAILURES[code].status;
    this.retriable = FAILURES[code].retriable;
    this.hint = details.hint && clean(details.hint);
    this.errors = details.errors?.map((error) => ({ ...error, received: clean(error.received) }));
    this.halo = details.halo && { status: details.halo.status, message: clean(details.halo.message) };
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.leavesDoubt = details.leavesDoubt ?? code === 'outcome_unknown';
  }

  /** The same failure, said otherwise. */
  reworded({ message = this.message, hint = this.hint }: { message?: string; hint?: string }): ExtensionError {
    const { code, errors, halo, retryAfterSeconds, leavesDoubt } = this;
    return new ExtensionError(code, message, { hint, errors, halo, retryAfterSeconds, leavesDoubt, cause: this });
  }

  /** Anything thrown, as one of ours. What isn't ours becomes `internal`, whose text says nothing of the cause. */
  static from(thrown: unknown): ExtensionError {
    if (thrown instanceof ExtensionError) return thrown;
    return new ExtensionError('internal', 'An unexpected error occurred.', {
      hint: 'Try again; if it persists, look up the request id in the logs.',
      cause: thrown,
    });
  }
}
