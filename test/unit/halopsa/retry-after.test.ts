import { expect, test } from '@jest/globals';
import { retryAfterSeconds } from '../../../lib/halopsa/retry-after.ts';

test.each([
  ["HaloPSA's seconds", '30', 30],
  ["HaloPSA's date", 'Thu, 01 Jan 1970 00:00:45 GMT', 45],
  ['whole seconds, rounded up', 'Thu, 01 Jan 1970 00:00:01 GMT', 1],
  ['a second, where the date is over', 'Wed, 31 Dec 1969 23:59:00 GMT', 1],
  ['a quarter of an hour, where it is longer', '999999999', 900],
  ['unknown, where the reply does not say', undefined, undefined],
  ['unknown, where it says nonsense', 'soon', undefined],
])('the wait is %s', (_, header, seconds) => {
  expect(retryAfterSeconds({ status: 429, headers: { 'retry-after': header }, text: '' }, 0)).toBe(seconds);
});
