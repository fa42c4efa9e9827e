import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  startHaloSimulator,
} from '../../../infra/local/halopsa-simulator/index.ts';
import { addressOf } from '../../support/doctor.ts';
import { ROOT } from '../../support/markdown.ts';

let simulator: HaloSimulator;
beforeAll(async () => {
  simulator = await startHaloSimulator();
});
afterAll(() => simulator.close());

interface Finished {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** The command that the package brings, as npm and npx start it. Its output is searched for the secret. */
async function doctor(args: string[], onStart: (child: ChildProcess) => void = () => {}): Promise<Finished> {
  const child = spawn(process.execPath, [join(ROOT, 'infra/doctor/halopsa-doctor.cjs'), ...args], {
    env: { PATH: process.env.PATH, HOME: '/nowhere', HALOPSA_CLIENT_SECRET: SIMULATOR_CREDENTIALS.client_secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart(child);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout).catch(() => ''), text(child.stderr), ended]);
  expect(stdout + stderr).not.toContain(SIMULATOR_CREDENTIALS.client_secret);
  return { exitCode, stdout, stderr };
}

const isClean = () => simulator.state.tickets.every(({ deleted }) => deleted);

describe('halopsa-doctor', () => {
  test('prints JSON alone with --json, and ends with 0 where all is well', async () => {
    const { exitCode, stdout, stderr } = await doctor(['check', ...addressOf(simulator.url), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'check', ok: true, agent: { id: 7 } });
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  test('ends with 1 where HaloPSA can not be reached, and says so', async () => {
    const { exitCode, stdout } = await doctor(['check', ...addressOf('http://127.0.0.1:1')]);
    expect(stdout).toContain('✗ reachable            HaloPSA could not be reached: nothing listens at');
    expect(exitCode).toBe(1);
  });

  test('ends with 2 where it can not run, in one sentence', async () => {
    const { exitCode, stdout, stderr } = await doctor(['probe', ...addressOf(simulator.url)]);
    expect(stderr).toMatch(/^A probe writes .* say --write if that is meant\.\n$/);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('at Ctrl-C in mid-probe removes what it made', async () => {
    simulator.toggles.latencyMs = 50;
    const { exitCode, stdout } = await doctor(['probe', '--write', ...addressOf(simulator.url)], (child) =>
      child.stdout?.on('data', (chunk) => String(chunk).includes('create_ticket') && child.kill('SIGINT')),
    );
    simulator.toggles.latencyMs = 0;
    expect(stdout).toMatch(/✓ create_ticket[\s\S]*✓ clean_up[\s\S]*Ended before it was done/);
    expect([exitCode, isClean()]).toEqual([2, true]);
  });

  test('removes what it made also where nobody reads on', async () => {
    simulator.calls.clear();
    const { exitCode } = await doctor(['probe', '--write', ...addressOf(simulator.url)], ({ stdout }) =>
      stdout?.once('data', () => stdout.destroy()),
    );
    expect(simulator.calls.matching({ method: 'DELETE' })).toHaveLength(3);
    expect([exitCode, isClean()]).toEqual([0, true]);
  });
});
