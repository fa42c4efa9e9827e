import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const MAIN = join(import.meta.dirname, 'main.ts');

test.each([
  ['--runs', 'abc'],
  ['--runs', '0'],
  ['--seed', 'x'],
  ['--variant', 'foo'],
  ['--run', '5'],
  ['50'],
  ['--help'],
])('npm run faults -- %s %s says how it is used, and does not pass', (...args) => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args.filter(Boolean)], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Usage: npm run faults -- /);
});
