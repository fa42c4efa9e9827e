import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { builtinsByRequire } from './builtins-by-require.ts';
import { leftOut } from './left-out.ts';
import { wasmAsFile } from './wasm-as-file.ts';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

export interface BuildFunctionsOptions {
  /** Bundles go to `<outDir>/functions/<name>/`, esbuild's metafiles to `<outDir>/meta/<name>.json`. */
  outDir?: string;
  /** Directory with one folder per function, each with a `handler.ts`. */
  functionsDir?: string;
  /** Which of them to build; default all. */
  names?: readonly string[];
}

/** What one build left behind. */
export interface BuiltFunction {
  name: string;
  /** Directory with `index.mjs` and its chunks. */
  folder: string;
  /** All of them together. */
  bytes: number;
}

const ESBUILD_OPTIONS = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  // The other way round esbuild takes the signer's CommonJS build, which can't be tree-shaken: a quarter more bytes.
  mainFields: ['module', 'main'],
  target: 'node24',
  format: 'esm',
  // What a function loads by `import()` becomes a chunk of its own, read only when it is needed.
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunk-[hash]',
  minify: true,
  legalComments: 'none',
  metafile: true,
  // undici's own switch for builds like this one: it leaves out a second parser of HTTP, which is off unless the environment asks for it.
  define: { esbuildDetection: 'true' },
  plugins: [leftOut, wasmAsFile, builtinsByRequire],
  logLevel: 'silent', // a failed build throws the same text
  assetNames: '[name]-[hash]',
  // undici is CommonJS: it requires Node's own modules, and finds its files beside itself. An ES module has neither word for that.
  banner: {
    js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url),__dirname=import.meta.dirname;",
  },
} satisfies BuildOptions;

/**
 * Bundles the functions, all at once, with everything they import. The same sources give the same bytes wherever
 * they are written, so that an unchanged function isn't deployed again.
 *
 * @throws esbuild's BuildFailure, whose message lists file, line and cause.
 */
export async function buildFunctions({
  outDir = join(projectRoot, 'dist'),
  functionsDir = join(projectRoot, 'functions'),
  names,
}: BuildFunctionsOptions = {}): Promise<BuiltFunction[]> {
  await mkdir(join(outDir, 'meta'), { recursive: true });
  const chosen = names ?? (await foldersWithHandler(functionsDir));
  return Promise.all(chosen.map((name) => buildFunction(name, functionsDir, outDir)));
}

async function buildFunction(name: string, functionsDir: string, outDir: string): Promise<BuiltFunction> {
  const folder = join(outDir, 'functions', name);
  await rm(folder, { recursive: true, force: true }); // chunks of an earlier build have other names and would stay
  const { metafile } = await build({
    ...ESBUILD_OPTIONS,
    entryPoints: { index: join(functionsDir, name, 'handler.ts') },
    outdir: folder,
  });
  await writeFile(join(outDir, 'meta', `${name}.json`), JSON.stringify(metafile));
  const bytes = Object.values(metafile.outputs).reduce((total, output) => total + output.bytes, 0);
  return { name, folder, bytes };
}

async function foldersWithHandler(functionsDir: string): Promise<string[]> {
  const entries = await readdir(functionsDir);
  return entries.filter((entry) => existsSync(join(functionsDir, entry, 'handler.ts'))).sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, bytes } of await buildFunctions()) console.log(`${name} ${(bytes / 1024).toFixed(0)} KB`);
}
