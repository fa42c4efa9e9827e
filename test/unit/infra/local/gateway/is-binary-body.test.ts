import { expect, test } from '@jest/globals';
import { isBinaryBody } from '../../../../../infra/local/gateway/is-binary-body.ts';

test.each([
  [{ 'content-type': 'application/json' }, false],
  [{ 'content-type': 'Application/JSON; charset=utf-8' }, false],
  [{ 'content-type': 'text/plain' }, false],
  [{ 'content-type': 'text/csv;header=present' }, false],
  [{ 'content-type': 'application/xml' }, false],
  [{ 'content-type': 'application/javascript' }, false],
  [{ 'content-type': 'application/problem+json' }, true],
  [{ 'content-type': 'application/x-www-form-urlencoded' }, true],
  [{ 'content-type': 'multipart/form-data; boundary=x' }, true],
  [{ 'content-type': 'application/octet-stream' }, true],
  [{ 'content-type': 'application/jsonp' }, true],
  [{}, true],
  [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, true],
])('a body under %j goes in base64: %p', (headers, expected) => {
  expect(isBinaryBody(headers)).toBe(expected);
});
