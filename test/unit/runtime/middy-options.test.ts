import { expect, test } from '@jest/globals';
import { timeoutOptions } from '../../../lib/runtime/middy-options.ts';

test.each([
  ['that may have written is answered as one of unknown outcome', false, 'outcome_unknown', 'idempotency key'],
  ['that only reads is answered as late', true, 'halo_timeout', 'again'],
] as const)('half a second before Lambda cuts a call off, one %s', async (_, readOnly, code, hint) => {
  const options = timeoutOptions({ readOnly });
  expect(options.timeoutEarlyInMillis).toBe(500);
  await expect(options.timeoutEarlyResponse()).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
});
