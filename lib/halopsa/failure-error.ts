import { ExtensionError } from '../errors.ts';
import type { HttpFailure } from '../http/http-failure.ts';
import { OUTCOME_UNKNOWN_HINT } from './reply-hint.ts';
import type { HttpCall } from './send-http.ts';

interface Said {
  code: 'halo_timeout' | 'halo_unavailable' | 'credentials_invalid';
  message(logPath: string, failure: HttpFailure): string;
  hint: string;
}

const UNREACHABLE: Said = {
  code: 'halo_unavailable',
  message: (logPath, { kind }) => `HaloPSA could not be reached (${logPath}: ${kind}).`,
  hint: 'Send it again later.',
};
const SAID: Readonly<Partial<Record<HttpFailure['kind'], Said>>> = {
  timeout: {
    code: 'halo_timeout',
    message: (logPath) => `HaloPSA did not answer in time (${logPath}).`,
    hint: 'Send it again later.',
  },
  blocked: {
    code: 'credentials_invalid',
    message: () => 'The HaloPSA host resolves to an internal address, which is refused.',
    hint: "Correct `instance_url` (or `auth_url`) in the secret, or list the host in the deployment's configuration if it is your own.",
  },
  certificate: {
    code: 'halo_unavailable',
    message: (_, { message }) => `HaloPSA's TLS certificate was not accepted (${message}).`,
    hint: 'Renew the certificate, or correct `instance_url` in the secret.',
  },
  too_large: {
    code: 'halo_unavailable',
    message: (logPath, { message }) => `HaloPSA's reply was refused (${logPath}). ${message}`,
    hint: 'Ask for less at once, for example with a smaller `page_size`.',
  },
};

/** What becomes of a call that got no reply. A write that was sent may have been done. */
export function toFailureError(failure: HttpFailure, { kind, logPath, secrets }: HttpCall): ExtensionError {
  const details = { cause: failure, secrets };
  if (kind === 'write' && failure.sent) {
    return new ExtensionError(
      'outcome_unknown',
      `The connection to HaloPSA failed after a write to ${logPath} was sent (${failure.kind}).`,
      { ...details, hint: OUTCOME_UNKNOWN_HINT },
    );
  }
  const { code, message, hint } = SAID[failure.kind] ?? UNREACHABLE;
  return new ExtensionError(code, message(logPath, failure), { ...details, hint });
}
