import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fingerprint } from '../../../../../infra/local/synth/fingerprint.ts';

let root = '';
const write = async (path: string, text: string) => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'project-'));
  for (const path of ['functions/a/handler.ts', 'lib/b.ts', 'infra/app.ts', 'package.json', 'infra/local/stack.ts'])
    await write(path, path);
});
afterEach(() => rm(root, { recursive: true }));

test('the same sources have the same digest', async () => {
  const before = await fingerprint(root);
  await write('lib/b.ts', 'lib/b.ts');
  expect(await fingerprint(root)).toBe(before);
});

test.each([
  ['a function', () => write('functions/a/handler.ts', 'changed')],
  ['a file deep in the library', () => write('lib/deep/er/c.ts', '')],
  ['the infrastructure', () => write('infra/app.ts', 'changed')],
  ['the dependencies', () => write('package-lock.json', '{}')],
  ['the name of a file', () => rename(join(root, 'lib/b.ts'), join(root, 'lib/c.ts'))],
  ['the files there are', () => rm(join(root, 'lib/b.ts'))],
])('a change of %s changes it', async (_, change) => {
  const before = await fingerprint(root);
  await change();
  expect(await fingerprint(root)).not.toBe(before);
});

test.each([
  'infra/local/stack.ts',
  'infra/local/aws/x.ts',
  'test/x.test.ts',
  'dist/functions/a/index.mjs',
  'README.md',
])('a change of %s does not', async (path) => {
  const before = await fingerprint(root);
  await write(path, 'changed');
  expect(await fingerprint(root)).toBe(before);
});
