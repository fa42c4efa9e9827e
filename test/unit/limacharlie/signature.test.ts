import { describe, expect, test } from '@jest/globals';
import { isSigned, SIGNATURE_HEADER, sign } from '../../../lib/limacharlie/signature.ts';

const body = Buffer.from('{"heartbeat":{}}');
const right = sign(body, 'secret-1');

test('it is the lower-case hex of HMAC-SHA256, as RFC 4231 has it', () => {
  expect(sign(Buffer.from('what do ya want for nothing?'), 'Jefe')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
  expect(SIGNATURE_HEADER).toBe('lc-ext-sig');
});

test('it fits under any of the secrets', () => {
  expect(isSigned(body, right, ['secret-1'])).toBe(true);
  expect(isSigned(body, right, ['secret-2', 'secret-1'])).toBe(true);
});

describe('it does not fit', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['a blank', ' '],
    ['upper case', right.toUpperCase()],
    ['a prefix', `sha256=${right}`],
    ['too short', right.slice(0, -2)],
    ['too long', `${right}00`],
    ['a line feed at its end', `${right}\n`],
    ['no hex', 'g'.repeat(64)],
    ['bytes beyond ASCII', '\u0131'.repeat(64)],
    ['zeros', '0'.repeat(64)],
  ])('as %s', (_, signature) => {
    expect(isSigned(body, signature, ['secret-1'])).toBe(false);
  });

  test('under another secret, under none, or to another body', () => {
    expect(isSigned(body, right, ['secret-2'])).toBe(false);
    expect(isSigned(body, right, [])).toBe(false);
    expect(isSigned(Buffer.from('{"heartbeat":{} }'), right, ['secret-1'])).toBe(false);
  });

  test('with any of its digits changed', () => {
    for (let at = 0; at < right.length; at++) {
      const forged = `${right.slice(0, at)}${right[at] === '0' ? '1' : '0'}${right.slice(at + 1)}`;
      expect(isSigned(body, forged, ['secret-1'])).toBe(false);
    }
  });
});
