import { expect, test } from '@jest/globals';
import { judgeRateLimit } from '../../../lib/checks/rate-limit.ts';

test.each([
  [[], 'ok', 'HaloPSA shows no rate limit.'],
  [[{ date: 'now' }], 'ok', 'HaloPSA shows no rate limit.'],
  [[{ 'x-rate-limit-remaining': '299' }, { 'x-rate-limit-remaining': '298' }], 'ok', 'x-rate-limit-remaining: 298.'],
  [
    [{ 'ratelimit-limit': '300', 'ratelimit-remaining': '12' }],
    'warn',
    'ratelimit-limit: 300, ratelimit-remaining: 12.',
  ],
])('replies with the headers %j are %s', (headers, status, finding) => {
  expect(judgeRateLimit(headers, 300)).toMatchObject({ status, finding: expect.stringContaining(finding) });
});

test.each([
  [300, 'The extension keeps to 300 by itself.'],
  [900, 'The extension keeps to 900 by itself.'],
  [0, 'Here no call is held back'],
])('where HaloPSA shows no limit, our own of %d is said as it is configured', (ownLimit, finding) => {
  expect(judgeRateLimit([], ownLimit)).toMatchObject({ status: 'ok', finding: expect.stringContaining(finding) });
});
