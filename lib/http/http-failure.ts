/** How an exchange ended without an HTTP reply. */
export type HttpFailureKind = 'refused' | 'certificate' | 'blocked' | 'reset' | 'timeout' | 'too_large';

/** No usable HTTP reply. `sent: false` only where the request certainly never left: then nobody can have acted on it. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  readonly sent: boolean;

  constructor(kind: HttpFailureKind, sent: boolean, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HttpFailure';
    this.kind = kind;
    this.sent = sent;
  }
}

/** Codes of errors that happen before the first byte of a request is written: resolving, connecting, the TLS handshake. */
const BEFORE_SENDING: Readonly<Record<string, HttpFailureKind>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'refused',
  EAI_AGAIN: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  UND_ERR_CONNECT_TIMEOUT: 'refused',
  EADDRBLOCKED: 'blocked',
  EPROTO: 'certificate',
  CERT_HAS_EXPIRED: 'certificate',
  CERT_NOT_YET_VALID: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
};

/** What an error of the HTTP client means. Anything unknown counts as sent: the safe guess for a write. */
export function toHttpFailure(thrown: unknown): HttpFailure {
  if (thrown instanceof HttpFailure) return thrown;
  const error = thrown as { name?: string; message?: string; code?: unknown; syscall?: string };
  const { name = '', message = String(thrown) } = error;
  // The code of a DOMException (an abort) is a number.
  const code = typeof error.code === 'string' ? error.code : '';
  const early = isMidway(error.syscall) ? undefined : BEFORE_SENDING[code];
  if (early !== undefined) return new HttpFailure(early, false, `${code}: ${message}`, thrown);
  const timedOut =
    name === 'TimeoutError' || name === 'AbortError' || code.endsWith('_TIMEOUT') || code === 'ETIMEDOUT';
  return new HttpFailure(timedOut ? 'timeout' : 'reset', true, `${code || name}: ${message}`, thrown);
}

/** A connection that stood can end with EHOSTUNREACH too, after the request was written. */
const isMidway = (syscall: string | undefined) => syscall === 'read' || syscall === 'write';
