import { expect, test } from '@jest/globals';
import { retryAfterSeconds } from '../../../lib/halopsa/retry-after.ts';

const after = (status: number, header?: string) =>
  retryAfterSeconds({ status, headers: { 'retry-after': header }, text: '' }, 0);

test.each([
  ["HaloPSA's seconds", 429, '30', 30],
  ["HaloPSA's date", 429, 'Thu, 01 Jan 1970 00:00:45 GMT', 45],
  ['a date that is over', 429, 'Wed, 31 Dec 1969 23:59:00 GMT', 0],
  ['the same of an outage', 503, '12', 12],
  ['a minute, where a throttled reply does not say', 429, undefined, 60],
  ['a minute, where it says nonsense', 429, 'soon', 60],
  ['nothing, where an outage does not say', 503, undefined, undefined],
])('it is %s', (_, status, header, seconds) => {
  expect(after(status, header)).toBe(seconds);
});
