import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a stand-in the usual way: one minified file with everything in it.
 *
 * @returns its folder, and its size
 */
export async function buildStandIn(name: string, workDir: string): Promise<{ folder: string; bytes: number }> {
  const folder = join(workDir, 'stand-ins', name);
  const { metafile } = await build({
    entryPoints: { index: fileURLToPath(new URL(`${name}.ts`, import.meta.url)) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return { folder, bytes: Object.values(metafile.outputs).reduce((total, output) => total + output.bytes, 0) };
}
