import { expect, test } from '@jest/globals';
import { judgeClock } from '../../../lib/checks/clock.ts';

const DATE = 'Thu, 01 Jan 1970 01:00:00 GMT';
const DATE_MS = 3_600_000;

test.each([
  [0, 'ok', "This machine's clock agrees with HaloPSA's."],
  [60_000, 'ok', "This machine's clock agrees with HaloPSA's."],
  [-60_000, 'ok', "This machine's clock agrees with HaloPSA's."],
  [61_000, 'warn', "This machine's clock is 61 seconds ahead of HaloPSA's."],
  [-400_000, 'warn', "This machine's clock is 400 seconds behind HaloPSA's."],
])('a clock that is %d ms ahead: %s', (aheadMs, status, finding) => {
  expect(judgeClock(DATE, DATE_MS + aheadMs)).toMatchObject({ status, finding });
});

test.each([undefined, '', 'yesterday'])('a Date header of %j compares nothing', (date) => {
  expect(judgeClock(date, DATE_MS)).toMatchObject({ status: 'ok', finding: expect.stringContaining('not compared') });
});
