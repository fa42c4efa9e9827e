import { expect, test } from '@jest/globals';
import { judgeCertificate } from '../../../lib/checks/certificate.ts';

test.each([
  ['CERT_HAS_EXPIRED', 'it has expired', 'Renew'],
  ['CERT_NOT_YET_VALID', 'it is not valid yet', "this machine's clock"],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it is for another host', 'the host that the certificate names'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed', 'public authority'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'it is self-signed', 'If a proxy'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the authority that issued it is not known', 'intermediate certificates'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the authority that issued it is not known', 'intermediate certificates'],
  ['EPROTO', 'the TLS handshake failed', 'speaks TLS'],
])('a certificate is refused with %s: %s', (code, why, remedy) => {
  expect(judgeCertificate(`${code}: what OpenSSL says`, 'psa.example.com')).toEqual({
    status: 'fail',
    code: 'halo_unavailable',
    finding: `The TLS certificate of \`psa.example.com\` was not accepted: ${why} (${code}).`,
    remedy: expect.stringContaining(remedy),
  });
});
