import { expect, test } from '@jest/globals';
import { systemClock } from '../../lib/clock.ts';

test("the system's clock tells the machine's time", () => {
  const before = Date.now();
  const now = systemClock.nowMs();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('it sleeps at least as long as asked', async () => {
  const startedAtMs = performance.now();
  await systemClock.sleep(20);
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(19);
});
