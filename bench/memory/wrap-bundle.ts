import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** An event that is no call: it asks for the peak of resident memory of the process, in bytes, as a 200 with `{ peakBytes }`. */
export const PEAK_QUESTION = { peak: true };

/**
 * A bundle that answers one question more, and hands every other event on.
 *
 * @returns its folder
 */
export async function wrapBundle(codeDir: string, workDir: string, name: string): Promise<string> {
  const folder = join(workDir, 'with-peak', name);
  await mkdir(folder, { recursive: true });
  const bundle = pathToFileURL(join(codeDir, 'index.mjs')).href;
  const source = `
import { handler as inner } from '${bundle}';
const peak = () => ({ statusCode: 200, body: JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 }) });
export const handler = async (event, context) => (event.peak ? peak() : inner(event, context));
`;
  await writeFile(join(folder, 'index.mjs'), source);
  return folder;
}
