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
  expect(judgeRateLimit(headers)).toMatchObject({ status, finding: expect.stringContaining(finding) });
});
