import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** Runs `npm run reference -- <args>`, without npm. */
function generate(...args: string[]): Promise<{ code: number; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, ['lib/reference/generate.ts', ...args], (error, _, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stderr });
    });
  });
}

describe('npm run reference', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reference-'));
  });

  afterAll(() => rm(directory, { recursive: true }));

  test('finds every document stale where none is written yet', async () => {
    const { code, stderr } = await generate('--check', '--directory', directory);
    expect(code).toBe(1);
    expect(stderr).toContain('actions.md, limacharlie-schema.json, openapi.json');
    expect(await readdir(directory)).toEqual([]);
  });

  test('writes the documents, the same bytes every time, and then finds them current', async () => {
    expect(await generate('--directory', directory)).toEqual({ code: 0, stderr: '' });
    const first = await readFile(join(directory, 'openapi.json'), 'utf8');
    await generate('--directory', directory);
    expect(await readFile(join(directory, 'openapi.json'), 'utf8')).toBe(first);
    expect(await generate('--check', '--directory', directory)).toEqual({ code: 0, stderr: '' });
  });

  test('names a document that was changed by hand, in one sentence', async () => {
    await appendFile(join(directory, 'actions.md'), 'by hand\n');
    const { code, stderr } = await generate('--check', '--directory', directory);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('actions.md');
    expect(stderr).not.toContain('openapi.json');
  });

  test('refuses an option that it does not know', async () => {
    expect(await generate('--chekc')).toMatchObject({ code: 1, stderr: expect.stringContaining('--chekc') });
  });
});
