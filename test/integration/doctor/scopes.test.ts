import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ScopeRow } from '../../../infra/doctor/scopes/matrix.ts';
import {
  type HaloSimulator,
  SIMULATOR_CREDENTIALS,
  startHaloSimulator,
} from '../../../infra/local/halopsa-simulator/index.ts';
import { defaultSeed } from '../../../infra/local/halopsa-simulator/seed.ts';
import { examine } from '../../support/doctor.ts';

const NEEDED = 'edit:tickets edit:assets read:customers';
const seededAssets = defaultSeed().assets?.length;

let simulator: HaloSimulator;
afterEach(() => simulator.close());

const start = async (changes: Partial<ReturnType<typeof defaultSeed>['oauth']> = {}) => {
  simulator = await startHaloSimulator({
    seed: {
      oauth: { ...SIMULATOR_CREDENTIALS, allowed_scopes: ['all'], role_scopes: ['all'], agent_id: 7, ...changes },
    },
  });
};
const matrix = (...args: string[]) => examine(['scopes', '--matrix', ...args], simulator.url);
const isClean = () =>
  simulator.state.tickets.every(({ deleted }) => deleted) && simulator.state.assets.length === seededAssets;

describe('a matrix with writing', () => {
  let rows: Record<string, ScopeRow>;
  let run: Awaited<ReturnType<typeof matrix>>;
  beforeEach(async () => {
    await start();
    run = await matrix('--write', '--test-client-id', '12');
    rows = Object.fromEntries((run.report.matrix?.rows ?? []).map((row) => [row.scope, row]));
  });
  const statusOf = (scope: string, endpoint: string) => rows[scope]?.endpoints[endpoint];

  test('reproduces what was found by hand, and from it the least set', () => {
    for (const scope of ['read:actions', 'edit:actions'])
      expect(rows[scope]).toEqual({ scope, token: { status: 400, refused: 'invalid_scope' }, endpoints: {} });
    for (const [domain, path] of [
      ['tickets', '/Tickets'],
      ['assets', '/Asset'],
    ]) {
      expect(statusOf(`read:${domain}`, `POST ${path} (create)`)).toBe(201);
      expect(statusOf(`read:${domain}`, `POST ${path} (update)`)).toBe(400);
      expect(statusOf(`edit:${domain}`, `POST ${path} (update)`)).toBe(201);
    }
    for (const scope of ['read:assets', 'edit:assets', 'read:customers', 'edit:customers'])
      for (const call of ['GET', 'POST']) expect(statusOf(scope, `${call} /Actions`)).toBe(500);
    for (const scope of ['read:customers', 'edit:customers', 'all']) expect(statusOf(scope, 'GET /Site')).toBe(200);
    for (const scope of ['edit:tickets', 'edit:assets']) expect(statusOf(scope, 'GET /Site')).toBe(403);

    expect(run.report.matrix).toMatchObject({ minimum: NEEDED.split(' '), verified: true, write: true });
    expect(run.output).toContain(`Verified, the least that is enough: \`${NEEDED}\``);
    expect(run.output).toMatch(/^GET \/Site +403 +403 +403 +403 +200 +200 +· +· +200$/m);
    expect(run.exitCode).toBe(0);
  });

  test('leaves nothing behind', () => {
    expect(run.report.leftovers).toEqual([]);
    expect(isClean()).toBe(true);
  });
});

describe('a matrix', () => {
  test('writes nothing where nobody said --write', async () => {
    await start();
    const { report, output, exitCode } = await matrix();
    expect(simulator.calls.matching({ method: 'POST' }).every(({ path }) => path === '/auth/token')).toBe(true);
    expect(report.matrix).toMatchObject({ minimum: ['read:tickets', 'read:assets', 'read:customers'], verified: true });
    expect(output).toContain(NEEDED);
    expect(exitCode).toBe(0);
  });

  test('begins with scopes that are refused, and shows which', async () => {
    await start({ allowed_scopes: ['edit:tickets', 'edit:assets'] });
    const { report, exitCode } = await matrix();
    expect(report.checks.find(({ name }) => name === 'token')).toMatchObject({ status: 'fail', code: 'scope_missing' });
    const withToken = report.matrix?.rows.filter(({ token }) => token.status === 200).map(({ scope }) => scope);
    expect(withToken).toEqual(['read:tickets', 'edit:tickets', 'read:assets', 'edit:assets']);
    expect(report.matrix?.minimum).toBeUndefined();
    expect(exitCode).toBe(1);
  });

  test('does not begin with a wrong secret', async () => {
    await start();
    const { report, exitCode } = await examine(['scopes', '--matrix'], simulator.url, {
      clientSecret: 'not-the-secret',
    });
    expect(report.matrix).toBeUndefined();
    expect(exitCode).toBe(1);
  });

  test('takes what nobody can read and no action needs as it is', async () => {
    await start();
    simulator.faults.add({
      kind: 'status',
      status: 404,
      match: { path: '/api/Agent' },
      times: Number.POSITIVE_INFINITY,
    });
    const { report, output } = await matrix();
    expect(report.matrix).toMatchObject({ minimum: ['read:tickets', 'read:assets', 'read:customers'], verified: true });
    expect(output).toContain('The least set does not reach GET /Agent');
  });

  test('that ends halfway shows what it has, and removes what it made', async () => {
    await start();
    simulator.faults.add({
      kind: 'reset-after-commit',
      match: { method: 'POST', path: '/api/Tickets' },
      skip: 5,
      times: Number.POSITIVE_INFINITY,
    });
    const { report, exitCode } = await matrix('--write');
    expect(report.checks.find(({ name }) => name === 'matrix')).toMatchObject({
      status: 'fail',
      finding: expect.stringContaining('It could not be completed'),
    });
    expect(report.matrix?.rows.length).toBeGreaterThan(0);
    expect([exitCode, isClean()]).toEqual([1, true]);
  });

  test('that somebody ends removes what it made, and judges nothing', async () => {
    await start();
    const stop = new AbortController();
    const wait = setInterval(() => simulator.state.tickets.length > 1 && stop.abort(), 1);
    const { report, exitCode } = await examine(['scopes', '--matrix', '--write'], simulator.url, { stop: stop.signal });
    clearInterval(wait);
    expect(report.checks.find(({ name }) => name === 'minimum')?.status).toBe('skipped');
    expect(report.matrix?.rows.length).toBeLessThan(9);
    expect([exitCode, isClean()]).toEqual([2, true]);
  });
});

test('scopes alone compares what is granted with what is needed', async () => {
  await start();
  const { report, output } = await examine(['scopes', '--scope', 'all'], simulator.url);
  expect(report.scopes).toEqual({ granted: ['all'], missing: [], excess: ['all'] });
  expect(output).toContain(`set \`scope\` in the secret to`);
  expect(report.matrix).toBeUndefined();
});
