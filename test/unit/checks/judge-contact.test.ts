import { describe, expect, test } from '@jest/globals';
import { judgeContact } from '../../../lib/checks/judge-contact.ts';
import type { HttpFailureKind } from '../../../lib/http/http-failure.ts';

const HOST = 'northwind.halopsa.com';

describe('a first contact that failed', () => {
  test.each<[HttpFailureKind, string, string, string, string]>([
    [
      'refused',
      'ENOTFOUND: getaddrinfo',
      'halo_unavailable',
      `the name \`${HOST}\` does not exist`,
      'Correct the host',
    ],
    ['refused', 'EAI_AGAIN: getaddrinfo', 'halo_unavailable', 'could not be resolved', 'Look at the DNS'],
    ['refused', 'ECONNREFUSED: connect', 'halo_unavailable', `nothing listens at \`${HOST}\``, 'Check the host'],
    ['refused', 'UND_ERR_CONNECT_TIMEOUT: x', 'halo_unavailable', "can't be connected to", 'list of permitted IP'],
    ['timeout', 'ETIMEDOUT: x', 'halo_unavailable', "can't be connected to", 'Let the firewall out'],
    ['refused', 'EHOSTUNREACH: x', 'halo_unavailable', "can't be connected to", 'Let the firewall out'],
    ['reset', 'ERR_SSL_WRONG_VERSION_NUMBER: x', 'halo_unavailable', 'does not answer with TLS', 'https at port 443'],
    ['blocked', 'EADDRBLOCKED: x', 'credentials_invalid', 'resolves to an internal address', 'list the host'],
    ['timeout', 'TimeoutError: x', 'halo_timeout', 'did not answer in time', 'Try again later'],
    ['reset', 'ECONNRESET: x', 'halo_unavailable', 'ended the connection without an answer', 'proxy or firewall'],
    ['too_large', 'x', 'halo_unavailable', 'ended the connection without an answer', 'Check the host'],
  ])('by %s (%s) is %s: %s', (kind, message, code, finding, remedy) => {
    expect(judgeContact({ kind, message }, HOST)).toEqual({
      status: 'fail',
      code,
      finding: expect.stringContaining(finding),
      remedy: expect.stringContaining(remedy),
    });
  });

  test('by the certificate shows that somebody is there', () => {
    expect(judgeContact({ kind: 'certificate', message: 'CERT_HAS_EXPIRED: x' }, HOST)).toEqual({
      status: 'ok',
      finding: `${HOST} answers.`,
    });
  });
});
