import { readFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';

/** What a figure depends on beside the code. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  /** The load average of the minute before the start: above 0 others were at work too. */
  load: number;
}

export async function readMachine(): Promise<Machine> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: /^PRETTY_NAME="(.*)"$/m.exec(release)?.[1] ?? process.platform,
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
}
