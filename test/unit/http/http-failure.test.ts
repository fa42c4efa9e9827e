import { describe, expect, test } from '@jest/globals';
import { HttpFailure, toHttpFailure } from '../../../lib/http/http-failure.ts';

const failing = (code: string, syscall?: string) => Object.assign(new Error('why'), { code, syscall });

describe('before the first byte: nobody can have acted on it', () => {
  test.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'refused'],
    ['EAI_AGAIN', 'refused'],
    ['EHOSTUNREACH', 'refused'],
    ['ENETUNREACH', 'refused'],
    ['EADDRNOTAVAIL', 'refused'],
    ['UND_ERR_CONNECT_TIMEOUT', 'refused'],
    ['EADDRBLOCKED', 'blocked'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ])('%s means %s, not sent', (code, kind) => {
    expect(toHttpFailure(failing(code, 'connect'))).toMatchObject({ kind, sent: false });
  });
});

describe('anything else may have been acted on', () => {
  test.each([
    ['a reset', failing('ECONNRESET', 'read'), 'reset'],
    ['a broken pipe', failing('EPIPE', 'write'), 'reset'],
    ['a closed socket', failing('UND_ERR_SOCKET'), 'reset'],
    ['a reply that is not HTTP', failing('HPE_INVALID_CONSTANT'), 'reset'],
    ['a host that becomes unreachable while the reply is read', failing('EHOSTUNREACH', 'read'), 'reset'],
    ['a network that goes away while the request is written', failing('ENETUNREACH', 'write'), 'reset'],
    ['a TCP timeout', failing('ETIMEDOUT', 'read'), 'timeout'],
    ['headers that do not come', failing('UND_ERR_HEADERS_TIMEOUT'), 'timeout'],
    ['our own deadline', new DOMException('late', 'TimeoutError'), 'timeout'],
    ['an abort', new DOMException('over', 'AbortError'), 'timeout'],
    ['an exception whose code is a number', new DOMException('odd', 'NetworkError'), 'reset'],
    ['an error without a code', new Error('odd'), 'reset'],
    ['a text', 'odd', 'reset'],
  ])('%s', (_, thrown, kind) => {
    expect(toHttpFailure(thrown)).toMatchObject({ kind, sent: true });
  });
});

test('a failure of ours stays itself', () => {
  const failure = new HttpFailure('too_large', true, 'more than 5 bytes');
  expect(toHttpFailure(failure)).toBe(failure);
});

test('the cause and its words are kept', () => {
  const cause = failing('ECONNRESET');
  expect(toHttpFailure(cause)).toMatchObject({ cause, message: 'ECONNRESET: why' });
});
