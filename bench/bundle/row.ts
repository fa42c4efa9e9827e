import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import type { Bench, Row } from '../row.ts';
import { buildStandIn } from '../stand-ins/build-stand-in.ts';
import budget from './budget.json' with { type: 'json' };
import { summariseBundles } from './summary.ts';

/** Bytes that Lambda has to fetch and Node has to read, by function and package. */
export const bundle: Row = {
  name: 'bundle',
  title: 'Bundle: minified bytes per function',
  inQuick: true,
  async measure({ functions, workDir }: Bench) {
    const { bytes: plainBytes } = await buildStandIn('plain', workDir);
    const bundles = await Promise.all(
      [...functions.keys()].map(async (name) => ({
        name,
        metafile: JSON.parse(await readFile(join(workDir, 'meta', `${name}.json`), 'utf8')) as Metafile,
        budgetBytes: (budget as Record<string, number>)[name],
      })),
    );
    return summariseBundles(bundles, plainBytes);
  },
};
