import type { Metafile } from 'esbuild';

/** Bytes that each package has in a bundle, largest first; the project's own files are `(own code)`, esbuild's wrapping `(glue)`. */
export function bytesByPackage({ outputs }: Pick<Metafile, 'outputs'>): [name: string, bytes: number][] {
  const sums = new Map<string, number>();
  const add = (name: string, bytes: number) => sums.set(name, (sums.get(name) ?? 0) + bytes);
  for (const { bytes, inputs } of Object.values(outputs)) {
    let named = 0;
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      add(packageOf(path), bytesInOutput);
      named += bytesInOutput;
    }
    add('(glue)', bytes - named);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

/** `node_modules/@smithy/core/dist/x.js` is `@smithy/core`'s; of a nested one the innermost. */
function packageOf(path: string): string {
  const [, inner] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  return inner ?? '(own code)';
}
