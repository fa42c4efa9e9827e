import { HttpFailure } from '../http/http-failure.ts';
import { defineCheck } from './check.ts';
import { fail, type Judgement, ok, skipped } from './judgement.ts';

export const certificate = defineCheck({
  name: 'certificate',
  needs: ['connection', 'contact'],
  run(_, { connection, contact: { outcome } }) {
    if (connection.instanceUrl.protocol === 'http:') return skipped('Plain http to this machine has none.');
    if (!(outcome instanceof HttpFailure)) return ok('The TLS certificate is valid.');
    if (outcome.kind === 'certificate') return judgeCertificate(outcome.message, connection.instanceUrl.hostname);
    return skipped('Not checked, since nobody answered.');
  },
});

const CASES: readonly [code: RegExp, why: string, remedy: string][] = [
  [/^CERT_HAS_EXPIRED/, 'it has expired', "Renew the certificate of HaloPSA's web server."],
  [/^CERT_NOT_YET_VALID/, 'it is not valid yet', "Look at this machine's clock first, then at the certificate."],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID/,
    'it is for another host',
    'Put the host that the certificate names into `instance_url`.',
  ],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)/,
    'it is self-signed',
    'Give HaloPSA a certificate of a public authority. If a proxy here opens TLS connections, let this one pass unopened.',
  ],
  [
    /^UNABLE_TO_/,
    'the authority that issued it is not known',
    'Have the web server send its intermediate certificates too, or use a certificate of a public authority.',
  ],
];

const OTHER = [
  'the TLS handshake failed',
  'Check that `instance_url` leads to a web server that speaks TLS 1.2 or later.',
] as const;

/** @param message an HttpFailure's, which begins with the code of Node or OpenSSL */
export function judgeCertificate(message: string, hostname: string): Judgement {
  const [, why, remedy] = CASES.find(([code]) => code.test(message)) ?? [undefined, ...OTHER];
  return fail(
    'halo_unavailable',
    `The TLS certificate of \`${hostname}\` was not accepted: ${why} (${message.split(':')[0]}).`,
    remedy,
  );
}
