import { expect, test } from '@jest/globals';
import { timeoutOptions } from '../../../lib/runtime/middy-options.ts';

test('half a second before Lambda cuts a call off, it is answered as one of unknown outcome', () => {
  expect(timeoutOptions.timeoutEarlyInMillis).toBe(500);
  expect(() => timeoutOptions.timeoutEarlyResponse()).toThrow(
    expect.objectContaining({ code: 'outcome_unknown', hint: expect.stringContaining('idempotency key') }),
  );
});
