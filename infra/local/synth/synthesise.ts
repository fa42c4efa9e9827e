import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../project-paths.ts';
import { fingerprint } from './fingerprint.ts';
import { runScript } from './run-script.ts';
import { withLock } from './with-lock.ts';

export interface SynthesiseOptions {
  stage?: string;
  /** Told what takes time, when it begins. */
  onProgress?: (what: string) => void;
  signal?: AbortSignal;
}

const ASSET_LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Makes the CDK output directory of a stage current: bundles, then template, both only where their sources have changed since. Any
 * number of processes may ask at once. What a stack that is still running serves from stays.
 *
 * @returns the directory
 * @throws OperatorError with the compiler's or the CDK's own words
 */
export function synthesise({
  stage = 'dev',
  onProgress = () => undefined,
  signal,
}: SynthesiseOptions = {}): Promise<string> {
  const cwd = PROJECT.root;
  const cdkOut = `${PROJECT.cdkOut}-${stage}`;
  const stamp = join(cdkOut, '.inputs');
  // The bundles go through the project's one dist directory, so stages can't be built side by side either.
  return withLock(join(PROJECT.local, 'synth.lock'), async () => {
    const inputs = await fingerprint(cwd);
    if ((await readFile(stamp, 'utf8').catch(() => '')) === inputs) return cdkOut;
    onProgress('Building the functions');
    await runScript('infra/build.ts', { cwd, signal });
    onProgress('Synthesising the template');
    const { context } = JSON.parse(await readFile(join(cwd, 'cdk.json'), 'utf8')) as { context?: object };
    const env = { ...process.env, CDK_OUTDIR: cdkOut, CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }) };
    await runScript('infra/app.ts', { cwd, env, signal });
    await writeFile(stamp, inputs);
    await removeOldAssets(cdkOut);
    return cdkOut;
  });
}

/** The CDK leaves the assets of earlier sources where they are. A stack that started from them may still run. */
async function removeOldAssets(cdkOut: string): Promise<void> {
  const manifests = (await readdir(cdkOut)).filter((file) => file.endsWith('.assets.json'));
  const current = (await Promise.all(manifests.map((file) => readFile(join(cdkOut, file), 'utf8')))).join();
  for (const entry of await readdir(cdkOut)) {
    if (!entry.startsWith('asset.') || current.includes(entry)) continue;
    const { ctimeMs } = await stat(join(cdkOut, entry));
    if (Date.now() - ctimeMs > ASSET_LIFETIME_MS) await rm(join(cdkOut, entry), { recursive: true });
  }
}
