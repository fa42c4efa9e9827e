import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** All that the template and the bundles are made from; what serves them locally is not among it. */
const INPUTS = ['functions/**', 'lib/**', 'infra/**', 'cdk.json', 'package.json', 'package-lock.json'];
const NOT_INPUTS = ['infra/local'];

/** A digest that changes whenever a build or a synthesis could come out differently. */
export async function fingerprint(projectRoot: string): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(INPUTS, { cwd: projectRoot, exclude: NOT_INPUTS, withFileTypes: true }))
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}
