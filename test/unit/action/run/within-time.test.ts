import { expect, test } from '@jest/globals';
import { withinTime } from '../../../../lib/action/run/within-time.ts';

const writes = { readOnly: false };
const never = new Promise<string>(() => {});

test('what is done in time is what it is, and nothing listens any more', async () => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  signal.addEventListener = (_: string, listener: unknown) => void listeners.add(listener);
  signal.removeEventListener = (_: string, listener: unknown) => void listeners.delete(listener);
  await expect(withinTime(Promise.resolve('done'), writes, signal)).resolves.toBe('done');
  await expect(withinTime(Promise.reject(new Error('failed')), writes, signal)).rejects.toThrow('failed');
  expect(listeners.size).toBe(0);
});

test('without a signal there is no end', async () => {
  await expect(withinTime(Promise.resolve('done'), writes, undefined)).resolves.toBe('done');
});

test.each([
  [false, 'outcome_unknown'],
  [true, 'halo_timeout'],
])('what is broken off (readOnly: %j) is %s', async (readOnly, code) => {
  const controller = new AbortController();
  const waiting = withinTime(never, { readOnly }, controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code });
  await expect(withinTime(never, { readOnly }, controller.signal)).rejects.toMatchObject({ code });
});
