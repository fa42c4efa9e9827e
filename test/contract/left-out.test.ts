import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import * as undici from 'undici';
import { buildFunctions } from '../../infra/build.ts';
import { LEFT_OUT } from '../../infra/left-out.ts';

/** If one of these fails after an upgrade, a package has moved what infra/left-out.ts or infra/wasm-as-file.ts names: docs/decisions/0014. */

let outDir: string;
let metafile: Metafile;
beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'left-out-'));
  await buildFunctions({ outDir, names: ['limacharlie_webhook'] });
  metafile = JSON.parse(await readFile(join(outDir, 'meta/limacharlie_webhook.json'), 'utf8'));
});
afterAll(async () => {
  await rm(outDir, { recursive: true });
});

/** What of a package is in the bundle, by its path below `node_modules`, with its bytes there. */
const parts = () =>
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([path, { bytesInOutput }]) => ({ path: path.split('node_modules/').at(-1) as string, bytesInOutput }));

test.each(LEFT_OUT.map(({ file }) => file))('%s is a file of its package still', (file) => {
  expect(existsSync(join(import.meta.dirname, '../../node_modules', file))).toBe(true);
});

test.each(LEFT_OUT)('$file has a stand-in of a few bytes in a bundle', ({ file }) => {
  const found = parts().filter(({ path }) => path === file);
  expect(found.length).toBeGreaterThan(0);
  for (const { bytesInOutput } of found) expect(bytesInOutput).toBeLessThan(400);
});

test('of undici there is nothing but what an agent needs', () => {
  const folders = parts()
    .filter(({ path }) => path.startsWith('undici/lib/'))
    .map(({ path }) => path.split('/')[2]);
  expect(new Set(folders)).toEqual(new Set(['api', 'core', 'dispatcher', 'llhttp', 'util', 'web']));
  expect(parts().map(({ path }) => path)).not.toContain('undici/lib/mock/mock-agent.js');
});

test('undici asks of `assert` nothing but whether something holds', async () => {
  const files = parts().filter(({ path, bytesInOutput }) => /^undici\/.*\.js$/.test(path) && bytesInOutput > 0);
  for (const { path } of files) {
    const source = await readFile(join(import.meta.dirname, '../../node_modules', path), 'utf8');
    expect([path, source.match(/\bassert\.\w+|\{[^}]*\} = require\('(node:)?assert/g)]).toEqual([path, null]);
    expect([path, /require\('assert'\)|assert\/strict/.test(source)]).toEqual([path, false]);
  }
});

describe('the agent of undici that a bundle makes for itself', () => {
  test('is the one that undici publishes', async () => {
    const { default: Agent } = await import(
      join(import.meta.dirname, '../../node_modules/undici/lib/dispatcher/agent.js')
    );
    expect(Agent).toBe(undici.Agent);
  });

  test('gets the request that undici adds to every dispatcher', async () => {
    const { default: request } = await import(
      join(import.meta.dirname, '../../node_modules/undici/lib/api/api-request.js')
    );
    expect(request).toBe(undici.Dispatcher.prototype.request);
  });
});

test("undici's parsers of HTTP lie beside the bundle as they are in the package", async () => {
  const files = (await readdir(join(outDir, 'functions/limacharlie_webhook'))).filter((name) => name.endsWith('.wasm'));
  expect(files.map((name) => name.replace(/-\w+\.wasm$/, '')).sort()).toEqual(['llhttp-wasm', 'llhttp_simd-wasm']);
  for (const file of files) {
    const bytes = await readFile(join(outDir, 'functions/limacharlie_webhook', file));
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('\0asm');
  }
});
