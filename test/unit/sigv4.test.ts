import { describe, expect, test } from '@jest/globals';
import { type SignedRequest, signatureFault } from '../support/sigv4.ts';

// From AWS's own test suite for signers: get-vanilla, post-vanilla, post-x-www-form-urlencoded.
const KEY = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
};

function signed(
  method: string,
  signature: string,
  { body = '', headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): SignedRequest {
  const all = { ...headers, host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };
  const authorization = [
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request',
    `SignedHeaders=${Object.keys(all).toSorted().join(';')}`,
    `Signature=${signature}`,
  ].join(', ');
  return { method, target: '/', body: Buffer.from(body), headers: { ...all, authorization } };
}

const GET = signed('GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');

describe('a signature', () => {
  test.each([
    ['of a GET', GET],
    ['of a POST', signed('POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b')],
    [
      'over a body and its type',
      signed('POST', 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a', {
        body: 'Param1=value1',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ],
  ])('%s from the suite is right', (_, request) => {
    expect(signatureFault(request, KEY)).toBeUndefined();
  });

  const changed = (headers: Record<string, string | undefined>) => ({
    ...GET,
    headers: { ...GET.headers, ...headers },
  });

  test.each<[string, string, SignedRequest, Partial<typeof KEY>]>([
    ['is missing', 'not signed', changed({ authorization: undefined }), {}],
    ['is of another method', 'does not match', { ...GET, method: 'POST' }, {}],
    ['is of another body', 'does not match', { ...GET, body: Buffer.from('x') }, {}],
    ['is of another path', 'does not match', { ...GET, target: '/other' }, {}],
    ['is by another secret', 'does not match', GET, { secretAccessKey: 'other' }],
    ['is for another service', 'signed for us-east-1 and service', GET, { service: 'execute-api' }],
    ['is by an unknown key', 'not known', GET, { accessKeyId: 'OTHER' }],
    ['leaves a header of AWS out', 'x-amz-security-token are not signed', changed({ 'x-amz-security-token': 'T' }), {}],
    ['names a header that is not there', 'host are signed but not there', changed({ host: undefined }), {}],
    ['is of another day', 'not that of the credential scope', changed({ 'x-amz-date': '20150831T123600Z' }), {}],
  ])('is wrong where it %s', (_, fault, request, other) => {
    expect(signatureFault(request, { ...KEY, ...other })).toContain(fault);
  });
});
