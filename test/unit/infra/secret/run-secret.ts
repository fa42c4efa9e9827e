import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { loadStageConfig } from '../../../../infra/config.ts';
import { exitCodeOf } from '../../../../infra/local/cli/run-cli.ts';
import { runSecret } from '../../../../infra/secret/run-secret.ts';

/** The stages that the repository comes with, whatever the operator has made of them. */
export const loadStage = (stage: string) => loadStageConfig(stage, { dev: {}, prod: {} });

const root = fileURLToPath(new URL('../../../../', import.meta.url));

export interface Finished {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** `npm run secret -- …` in this process, to its end; `input` comes on its standard input. */
export async function secretCommand(args: string[], env: Record<string, string>, input = ''): Promise<Finished> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await exitCodeOf(
    () => runSecret(args, { env, loadStage, stdin: Readable.from([input]), stdout, stderr }),
    (what) => stderr.write(`${what}\n`),
  );
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await text(stdout), stderr: await text(stderr) };
}

/** The same in a process of its own, where what AWS's SDK finds around it matters; `input` comes on its standard input. */
export async function secretProcess(args: string[], env: Record<string, string>, input = ''): Promise<Finished> {
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
