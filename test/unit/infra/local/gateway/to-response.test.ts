import { describe, expect, test } from '@jest/globals';
import { toResponse } from '../../../../../infra/local/gateway/to-response.ts';

const responseTo = (reply: unknown) => {
  const { body, ...rest } = toResponse(JSON.stringify(reply));
  return { ...rest, body: body.toString() };
};

const text = { 'content-type': 'text/plain;charset=UTF-8' };

describe('a reply with a status is that response:', () => {
  test.each([
    [{ statusCode: 204 }, { statusCode: 204, headers: text, body: '' }],
    [
      { statusCode: 200, body: 'hi' },
      { statusCode: 200, headers: text, body: 'hi' },
    ],
    [
      { statusCode: 500, headers: { 'Content-Type': 'application/json', 'X-N': 7, 'X-B': true }, body: '{}' },
      { statusCode: 500, headers: { 'content-type': 'application/json', 'x-n': '7', 'x-b': 'true' }, body: '{}' },
    ],
    [
      { statusCode: 200, cookies: ['a=1; Secure', 'b=2'] },
      { statusCode: 200, headers: { ...text, 'set-cookie': ['a=1; Secure', 'b=2'] }, body: '' },
    ],
    [
      { statusCode: 200, body: 'aMO8', isBase64Encoded: true },
      { statusCode: 200, headers: text, body: 'hü' },
    ],
    [
      { statusCode: 200, body: 'aMO8', isBase64Encoded: false },
      { statusCode: 200, headers: text, body: 'aMO8' },
    ],
  ])('%j', (reply, expected) => {
    expect(responseTo(reply)).toEqual(expected);
  });

  test('base64 may hold any bytes', () => {
    const reply = { statusCode: 200, body: '/wCA', isBase64Encoded: true };
    expect(toResponse(JSON.stringify(reply)).body).toEqual(Buffer.from([255, 0, 128]));
  });
});

describe('any other JSON is the body of a 200:', () => {
  test.each([
    [{ error: '' }, '{"error":""}'],
    [{}, '{}'],
    [[1, 2], '[1,2]'],
    ['hello', 'hello'],
    [12, '12'],
    [null, 'null'],
  ])('%j', (reply, body) => {
    expect(responseTo(reply)).toEqual({ statusCode: 200, headers: { 'content-type': 'application/json' }, body });
  });
});

describe("a reply that can't be read is API Gateway's own 500:", () => {
  const failed = {
    statusCode: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"message":"Internal Server Error"}',
  };
  test.each([
    [{ statusCode: 'abc' }],
    [{ statusCode: null }],
    [{ statusCode: 99 }],
    [{ statusCode: 600 }],
    [{ statusCode: 200.5 }],
    [{ statusCode: 200, body: { not: 'text' } }],
    [{ statusCode: 200, headers: 'x' }],
    [{ statusCode: 200, cookies: 'a=1' }],
  ])('%j', (reply) => {
    expect(responseTo(reply)).toEqual(failed);
  });

  test('text that is not JSON', () => {
    expect(toResponse('{').statusCode).toBe(500);
  });
});
