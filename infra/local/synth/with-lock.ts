import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../../operator-error.ts';
import { isRunning } from '../is-running.ts';

const POLL_MS = 100;
const GIVE_UP_MS = 120_000;

/**
 * Runs something that only one process of this machine may do at a time. A lock whose holder is dead doesn't count.
 *
 * @param file holds the process id of the one that is at it
 * @throws OperatorError when the other one takes unreasonably long
 */
export async function withLock<T>(file: string, run: () => Promise<T>, giveUpMs = GIVE_UP_MS): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  for (let waitedMs = 0; !(await take(file)); waitedMs += POLL_MS) {
    if (waitedMs >= giveUpMs)
      throw new OperatorError(
        `Another process holds ${file} for too long; end it, or delete the file if there is none.`,
      );
    await delay(POLL_MS);
  }
  try {
    return await run();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = await readFile(file, 'utf8').catch(() => '');
    // Empty: its holder is about to write its id.
    if (holder !== '' && !isRunning(Number(holder))) await rm(file, { force: true });
    return false;
  }
}
