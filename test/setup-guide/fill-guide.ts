import { examine } from './examine.ts';
import { SET_UPS, type SetUp } from './set-ups.ts';
import { validateConfiguration } from './validate-configuration.ts';

const WRITERS: Readonly<Record<string, (setUp: SetUp) => Promise<string>>> = {
  doctor: examine,
  conf_validation: validateConfiguration,
};

const BLOCK = /^```text (doctor|conf_validation) (\S+)\n[\s\S]*?^```$/gm;

/**
 * The guide with its outputs as they are now. A block that begins with `text doctor NAME` has what the doctor writes about that set-up,
 * one with `text conf_validation NAME` what LimaCharlie shows.
 */
export async function fillGuide(guide: string): Promise<string> {
  const blocks = [...guide.matchAll(BLOCK)].map(async ([whole, writer = '', name = '']) => {
    const setUp = SET_UPS[name];
    if (setUp === undefined) throw new Error(`No set-up is called ${name}: ${Object.keys(SET_UPS).join(', ')}`);
    const output = settled((await WRITERS[writer]?.(setUp)) ?? '');
    return [whole, `\`\`\`text ${writer} ${name}\n${output}\n\`\`\``] as const;
  });
  const filled = new Map(await Promise.all(blocks));
  return guide.replaceAll(BLOCK, (whole) => filled.get(whole) ?? whole);
}

/** The simulator's port comes by chance, and how far a clock that tells whole seconds is off can be read as one more. */
const settled = (output: string): string =>
  output.replaceAll(/127\.0\.0\.1:\d{5}/g, '127.0.0.1:35315').replaceAll(/\b42\d seconds/g, '420 seconds');
