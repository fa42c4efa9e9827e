import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildFunctions } from '../../infra/build.ts';

const projectRoot = join(import.meta.dirname, '../..');

describe('buildFunctions', () => {
  let functionsDir: string;
  let outDir: string;

  beforeAll(async () => {
    // Inside the project, so that the handlers find the packages they import.
    await mkdir(join(projectRoot, '.local'), { recursive: true });
    functionsDir = await mkdtemp(join(projectRoot, '.local/functions-'));
    outDir = await mkdtemp(join(tmpdir(), 'dist-'));
    await writeFunction('eager', `import { Agent } from 'undici'; export const handler = async () => typeof Agent;`);
    await writeFunction(
      'lazy',
      `export const handler = async () => { const { sum } = await import('./sum.ts'); return sum(19, 23); };`,
    );
    await writeFile(join(functionsDir, 'lazy/sum.ts'), 'export const sum = (a: number, b: number): number => a + b;');
    await writeFunction(
      'builtins',
      `import { createHash } from 'node:crypto';
       import { constants, existsSync } from 'node:fs';
       import * as http from 'node:http';
       import net from 'node:net';
       export const handler = async () => JSON.stringify({
         works: [createHash('md5').update('a').digest('hex'), existsSync('/'), constants.R_OK, typeof http.request, net.isIP('::1')],
         loaded: process.moduleLoadList.filter((name) => /undici|fs.streams/.test(name)),
       });`,
    );
    await writeFile(join(functionsDir, 'registry.ts'), 'export {};');
    await buildFunctions({ functionsDir, outDir });
  });

  afterAll(async () => {
    await rm(functionsDir, { recursive: true });
    await rm(outDir, { recursive: true });
  });

  async function writeFunction(name: string, source: string): Promise<void> {
    await mkdir(join(functionsDir, name));
    await writeFile(join(functionsDir, name, 'handler.ts'), source);
  }

  /** Calls a bundle in a fresh Node, far from any node_modules. */
  function call(name: string): string {
    const url = JSON.stringify(`file://${join(outDir, 'functions', name, 'index.mjs')}`);
    const script = `import(${url}).then(({ handler }) => handler()).then((answer) => console.log(answer))`;
    return execFileSync(process.execPath, ['-e', script], { cwd: tmpdir(), encoding: 'utf8' }).trim();
  }

  test('bundles every folder with a handler, and nothing else', async () => {
    expect((await readdir(join(outDir, 'functions'))).sort()).toEqual(['builtins', 'eager', 'lazy']);
  });

  test('a bundle with a CommonJS package that requires Node modules loads as an ES module', () => {
    expect(call('eager')).toBe('function');
  });

  test("Node's own modules are there, but none of what Node makes for them on first use", () => {
    expect(JSON.parse(call('builtins'))).toEqual({
      works: ['0cc175b9c0f1b6a831c399e269772661', true, 4, 'function', 6],
      loaded: [],
    });
  });

  test('what is imported lazily becomes a chunk, which is found at run time', async () => {
    const files = await readdir(join(outDir, 'functions/lazy'));
    expect(files.filter((file) => file !== 'index.mjs').length).toBeGreaterThan(0);
    expect(await readFile(join(outDir, 'functions/lazy/index.mjs'), 'utf8')).toMatch(/import\("\.\/[\w-]+\.mjs"\)/);
    expect(call('lazy')).toBe('42');
  });

  test('the metafile says what went into the bundle', async () => {
    const { inputs } = JSON.parse(await readFile(join(outDir, 'meta/eager.json'), 'utf8'));
    expect(Object.keys(inputs)).toContain('node_modules/undici/index.js');
  });

  test('the same sources give the same bytes in another directory', async () => {
    const again = await mkdtemp(join(tmpdir(), 'dist-again-'));
    try {
      await buildFunctions({ functionsDir, outDir: again });
      expect(await contents(join(again, 'functions'))).toEqual(await contents(join(outDir, 'functions')));
    } finally {
      await rm(again, { recursive: true });
    }
  });

  test('builds only the named functions when names are given, and clears what an earlier build left there', async () => {
    const partial = await mkdtemp(join(tmpdir(), 'dist-partial-'));
    try {
      await mkdir(join(partial, 'functions/lazy'), { recursive: true });
      await writeFile(join(partial, 'functions/lazy/chunk-OLD.mjs'), '');
      const built = await buildFunctions({ functionsDir, outDir: partial, names: ['lazy'] });
      expect(built).toEqual([{ name: 'lazy', folder: join(partial, 'functions/lazy'), bytes: expect.any(Number) }]);
      expect(existsSync(join(partial, 'functions/lazy/chunk-OLD.mjs'))).toBe(false);
      expect(existsSync(join(partial, 'functions/eager'))).toBe(false);
    } finally {
      await rm(partial, { recursive: true });
    }
  });

  test('a source that does not compile is refused with its place', async () => {
    const broken = await mkdtemp(join(projectRoot, '.local/broken-'));
    try {
      await mkdir(join(broken, 'torn'));
      await writeFile(join(broken, 'torn/handler.ts'), 'export const handler = (');
      await expect(buildFunctions({ functionsDir: broken, outDir })).rejects.toThrow(/torn\/handler\.ts:1:\d+: ERROR/);
    } finally {
      await rm(broken, { recursive: true });
    }
  });
});

async function contents(root: string): Promise<Record<string, string>> {
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.mjs')).sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const)),
  );
}
