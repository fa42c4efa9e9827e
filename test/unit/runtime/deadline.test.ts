import { expect, test } from '@jest/globals';
import { deadlineAtMs } from '../../../lib/runtime/deadline.ts';

test.each([
  ['25 seconds, under the 30 of API Gateway', 0, 900_000, 25_000],
  ['25 seconds from now', 1_000_000, 29_000, 1_025_000],
  ["what Lambda leaves, less the answer's part", 0, 10_000, 8_500],
  ['now, where Lambda leaves next to nothing', 500, 1_000, 500],
  ['now, where Lambda leaves nothing', 500, 0, 500],
])('an answer is due in %s', (_, nowMs, remainingMs, dueAtMs) => {
  expect(deadlineAtMs(nowMs, remainingMs)).toBe(dueAtMs);
});
