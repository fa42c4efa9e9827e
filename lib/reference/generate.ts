import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as registry from '../../functions/registry.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { buildDocuments } from './documents.ts';

const REFERENCE_DIRECTORY = fileURLToPath(new URL('../../docs/reference/', import.meta.url));

/** `npm run reference`: writes the generated documents, or with `--check` says which are not current. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      directory: { type: 'string', default: REFERENCE_DIRECTORY },
    },
  });
  const documents = Object.entries(buildDocuments(Object.values(registry), packageJson.version));
  if (!values.check) {
    await mkdir(values.directory, { recursive: true });
    for (const [name, text] of documents) await writeFile(join(values.directory, name), text);
    return 0;
  }
  const stale = [];
  for (const [name, text] of documents)
    if ((await readIfThere(join(values.directory, name))) !== text) stale.push(name);
  if (stale.length === 0) return 0;
  console.error(
    `Not current in docs/reference: ${stale.join(', ')}; run \`npm run reference\` and commit what it writes.`,
  );
  return 1;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
