import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

export interface Finished {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** `npm run secret -- …` without npm, to its end; `input` comes on its standard input. */
export async function runSecret(args: string[], env: Record<string, string>, input = ''): Promise<Finished> {
  const child = spawn(process.execPath, ['infra/secret/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...env },
  });
  const [stdout, stderr] = [child.stdout, child.stderr].map(async (stream) =>
    Buffer.concat(await stream.toArray()).toString(),
  );
  // A command that is refused for its arguments ends before it reads.
  child.stdin.on('error', () => {}).end(input);
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, stdout: (await stdout) ?? '', stderr: (await stderr) ?? '' };
}
