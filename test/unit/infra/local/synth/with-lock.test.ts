import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { withLock } from '../../../../../infra/local/synth/with-lock.ts';

let directory = '';
let file = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lock-'));
  file = join(directory, 'deeper', 'lock');
});
afterEach(() => rm(directory, { recursive: true }));

const NO_PROCESS = '99999999';

test('gives the result back and leaves no lock', async () => {
  expect(await withLock(file, async () => 'done')).toBe('done');
  await expect(access(file)).rejects.toThrow('ENOENT');
});

test('lets only one at a time in', async () => {
  let inside = 0;
  let most = 0;
  const visit = () =>
    withLock(file, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await delay(20);
      inside -= 1;
    });
  await Promise.all([visit(), visit(), visit()]);
  expect(most).toBe(1);
});

test('leaves no lock after a failure', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(file, async () => 'next')).toBe('next');
});

test('ignores the lock of a process that is gone', async () => {
  await withLock(file, async () => undefined);
  await writeFile(file, NO_PROCESS);
  expect(await withLock(file, async () => 'mine')).toBe('mine');
});

test('says who is in the way when it waits too long', async () => {
  await withLock(file, async () => undefined);
  await writeFile(file, String(process.pid));
  await expect(withLock(file, async () => undefined, 100)).rejects.toThrow(`Another process holds ${file}`);
});
