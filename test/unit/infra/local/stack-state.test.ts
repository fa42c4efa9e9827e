import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  besideTheOther,
  readStackState,
  removeStackState,
  writeStackState,
} from '../../../../infra/local/stack-state.ts';

let directory = '';
let file = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'state-'));
  file = join(directory, 'deeper', 'stack.json');
});
afterEach(() => rm(directory, { recursive: true }));

const urls = { gateway: 'g', webhook: 'w', halopsa: 'h', secretsManager: 'sm' };
const state = { pid: process.pid, ...urls, secretPrefix: 'p', oid: 'o', sharedSecret: 's' };
/** Linux, macOS: beyond the largest process id. */
const NO_PROCESS = 99_999_999;

test('a state that was written is read back', async () => {
  await writeStackState(state, file);
  expect(await readStackState(file)).toEqual(state);
});

test('only its owner may read it, also when the file was there before', async () => {
  await writeStackState(state, file);
  await rm(file);
  await writeFile(file, '', { mode: 0o666 });
  await writeStackState(state, file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test.each([
  ['there is no file', undefined],
  ['it is not JSON', '{'],
  ['it is something else', '{"pid":1}'],
  ['its process is gone', JSON.stringify({ ...state, pid: NO_PROCESS })],
])('there is no stack when %s', async (_, text) => {
  await writeStackState(state, file);
  await rm(file);
  if (text !== undefined) await writeFile(file, text);
  expect(await readStackState(file)).toBeUndefined();
});

test('a stack removes its own state', async () => {
  await writeStackState(state, file);
  await removeStackState(process.pid, file);
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

test("a stack leaves another stack's state", async () => {
  await writeStackState(state, file);
  await removeStackState(process.pid + 1, file);
  expect(await readStackState(file)).toEqual(state);
});

describe('a stack that was told no place for its state', () => {
  const gateway = 'http://127.0.0.1:3001/';

  test('takes the usual one', async () => {
    expect(await besideTheOther(gateway, file)).toBeUndefined();
  });

  test('takes one beside it while another stack is running', async () => {
    await writeStackState(state, file);
    const own = join(directory, 'deeper', 'stack-3001.json');
    expect(await besideTheOther(gateway, file)).toBe(own);
    await writeStackState({ ...state, gateway }, own);
    expect([await readStackState(file), await readStackState(own)]).toEqual([state, { ...state, gateway }]);
  });

  test('takes the usual one again once that is gone', async () => {
    await writeStackState({ ...state, pid: NO_PROCESS }, file);
    expect(await besideTheOther(gateway, file)).toBeUndefined();
  });
});
