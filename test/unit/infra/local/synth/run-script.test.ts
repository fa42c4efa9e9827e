import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runScript } from '../../../../../infra/local/synth/run-script.ts';
import { OperatorError } from '../../../../../infra/operator-error.ts';

let cwd = '';
const SCRIPTS = {
  'fine.mjs': `import fs from 'node:fs'; fs.writeFileSync('out', process.env.WORD ?? 'inherited');`,
  'fails.mjs': `console.log('noise'); console.error('Stage "x" is not configured.'); process.exitCode = 1;`,
  'hangs.mjs': 'setInterval(() => undefined, 1000);',
};
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'scripts-'));
  for (const [name, text] of Object.entries(SCRIPTS)) await writeFile(join(cwd, name), text);
});
afterAll(() => rm(cwd, { recursive: true }));

test('runs a script in a directory with an environment', async () => {
  await runScript('fine.mjs', { cwd, env: { WORD: 'given' } });
  expect(await readFile(join(cwd, 'out'), 'utf8')).toBe('given');
});

test('fails with what the script wrote to stderr', async () => {
  const failure = runScript('fails.mjs', { cwd });
  await expect(failure).rejects.toThrow('fails.mjs failed:\nStage "x" is not configured.');
  await expect(failure).rejects.toBeInstanceOf(OperatorError);
});

test('ends a script early', async () => {
  await expect(runScript('hangs.mjs', { cwd, signal: AbortSignal.timeout(200) })).rejects.toThrow('aborted');
});
