import { expect, test } from '@jest/globals';
import { readToken, writeToken } from '../../../lib/token-sharing/stored-token.ts';

const token = { value: 'abc', scopes: ['edit:tickets', 'read:customers'], renewAtMs: 3_540_000 };

test('a token is read as it was written', () => {
  expect(readToken(writeToken(token))).toEqual(token);
});

test('who the agent is stays out', () => {
  expect(readToken(writeToken({ ...token, idToken: 'eyJ.e30.x' }))).toEqual(token);
  expect(writeToken({ ...token, idToken: 'eyJ.e30.x' })).not.toContain('eyJ');
});

test.each([
  '',
  'abc',
  'null',
  '[]',
  '{}',
  JSON.stringify({ ...token, value: '' }),
  JSON.stringify({ ...token, value: 1 }),
  JSON.stringify({ ...token, scopes: 'edit:tickets' }),
  JSON.stringify({ ...token, scopes: [1] }),
  JSON.stringify({ ...token, renewAtMs: '3540000' }),
  JSON.stringify({ ...token, renewAtMs: undefined }),
])('%j is no token', (text) => {
  expect(readToken(text)).toBeUndefined();
});
