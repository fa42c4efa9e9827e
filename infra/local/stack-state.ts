import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { isRunning } from './is-running.ts';
import { PROJECT } from './project-paths.ts';

const stateSchema = v.object({
  pid: v.number(),
  gateway: v.string(),
  webhook: v.string(),
  halopsa: v.string(),
  secretsManager: v.string(),
  secretPrefix: v.string(),
  oid: v.string(),
  sharedSecret: v.string(),
});

/** What the other commands have to know of the stack that `npm start` runs. */
export type StackState = v.InferOutput<typeof stateSchema>;

/** Readable for its owner alone: it holds the shared secret. */
export async function writeStackState(state: StackState, file = PROJECT.stackState): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  // The mode is that of a new file only.
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(state), { mode: 0o600 });
}

/** Undefined where no stack left a state, or the one that did is gone. */
export async function readStackState(file = PROJECT.stackState): Promise<StackState | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), stateSchema), text);
  return parsed.success && isRunning(parsed.output.pid) ? parsed.output : undefined;
}

/** Where its secrets may point, as its functions have it: whoever named a HaloPSA at the command line has listed its host. */
export const urlPolicyOf = ({ halopsa }: StackState, allowedHaloHosts: Iterable<string>) => ({
  allowedHosts: new Set([...allowedHaloHosts, new URL(halopsa).hostname]),
  allowLoopbackHttp: true,
});

/**
 * Where a stack leaves its state that was told no place: beside the usual one while another stack is found there.
 *
 * @returns undefined: in the usual place
 */
export async function besideTheOther(gateway: string, usual = PROJECT.stackState): Promise<string | undefined> {
  if ((await readStackState(usual)) === undefined) return undefined;
  return join(dirname(usual), `stack-${new URL(gateway).port}.json`);
}

/** Removes the state unless another stack has written its own since. */
export async function removeStackState(pid: number, file = PROJECT.stackState): Promise<void> {
  const state = await readStackState(file);
  if (state?.pid === pid) await rm(file, { force: true });
}
