import { expect, test } from '@jest/globals';
import { within } from '../../lib/within.ts';

const never = () => new Promise<never>(() => {});
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('what is done in time is its result', async () => {
  await expect(within(10_000, Promise.resolve('done'))).resolves.toBe('done');
});

test('what fails in time is its failure', async () => {
  await expect(within(10_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('what takes longer fails, with the limit in its words', async () => {
  await expect(within(1, never())).rejects.toMatchObject({
    name: 'TimeoutError',
    message: expect.stringContaining('1 ms'),
  });
});

test('or with the error of who waits', async () => {
  await expect(within(1, never(), () => new Error('too late'))).rejects.toThrow('too late');
});

test('no timer is left behind, which would keep a process from ending', async () => {
  const before = timers();
  await within(10_000, Promise.resolve());
  await within(10_000, Promise.reject(new Error())).catch(() => {});
  expect(timers()).toBe(before);
});
