import { afterEach, describe, expect, test } from '@jest/globals';
import {
  type FaultRule,
  SIMULATOR_CREDENTIALS,
  type SimulatorOptions,
} from '../../../infra/local/halopsa-simulator/index.ts';
import { CHECK_NAMES, type CheckResult, type ConnectionReport, runChecks } from '../../../lib/checks/run-checks.ts';
import type { HaloCredentials } from '../../../lib/credentials/schemas.ts';
import { startTestHalo, type TestHalo } from '../../support/halo.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { startHttpsServer } from '../../support/https-server.ts';

let halo: TestHalo;
afterEach(() => halo.close());

const AGENT = { id: 7, name: 'LimaCharlie Integration', email: 'limacharlie@msp.example', team: 'SOC' };

interface Setup {
  simulator?: SimulatorOptions;
  credentials?: Partial<HaloCredentials>;
  faults?: FaultRule[];
  noteOutcome?: string;
}

async function check({
  simulator,
  credentials,
  faults = [],
  noteOutcome = 'Note',
}: Setup = {}): Promise<ConnectionReport> {
  halo = await startTestHalo({ seed: { agents: [AGENT] }, ...simulator }, credentials);
  halo.simulator.faults.add(...faults);
  return runChecks({
    credentials: halo.credentials,
    urlPolicy: { allowedHosts: new Set(), allowLoopbackHttp: true },
    sendHttp: halo.sendHttp,
    clock: halo.clock,
    deadlineAtMs: 20_000,
    noteOutcome,
    callsPer5Minutes: 300,
  });
}

const failures = ({ checks }: ConnectionReport) => checks.filter(({ status }) => status === 'fail');
const of = ({ checks }: ConnectionReport, name: string) => checks.find((one) => one.name === name) as CheckResult;

describe('a set-up that is right', () => {
  test('passes every check, and shows agent, instance and scopes', async () => {
    const report = await check();
    expect(report.checks.map(({ name, status }) => [name, status])).toEqual(
      CHECK_NAMES.map((name) => [name, name === 'certificate' ? 'skipped' : 'ok']),
    );
    expect(report).toMatchObject({
      ok: true,
      instance: `${halo.simulator.url}/`,
      agent: { id: 7, name: AGENT.name, email: AGENT.email },
      scopes: { granted: ['edit:tickets', 'edit:assets', 'read:customers'], missing: [], excess: [] },
    });
  });

  test('is only read', async () => {
    await check();
    const writes = halo.simulator.calls.all.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ path }) => path)).toEqual(['/auth/token']);
  });

  test('has its timeline asked for by a ticket, where one is there', async () => {
    await check();
    await halo.api.tickets.create({ summary: 'x' });
    halo.simulator.calls.clear();
    const options = { credentials: halo.credentials, sendHttp: halo.sendHttp, clock: halo.clock };
    const urlPolicy = { allowedHosts: new Set<string>(), allowLoopbackHttp: true };
    await runChecks({ ...options, urlPolicy, deadlineAtMs: 20_000, noteOutcome: 'Note', callsPer5Minutes: 0 });
    expect(halo.simulator.calls.matching({ path: /\/Actions$/ })).toMatchObject([{ query: { ticket_id: '2884' } }]);
  });

  test('tells each result as it comes, in the order of the report', async () => {
    halo = await startTestHalo();
    const told: CheckResult[] = [];
    const options = { credentials: halo.credentials, sendHttp: halo.sendHttp, clock: halo.clock };
    const urlPolicy = { allowedHosts: new Set<string>(), allowLoopbackHttp: true };
    const report = await runChecks({
      ...options,
      urlPolicy,
      deadlineAtMs: 20_000,
      noteOutcome: 'Note',
      callsPer5Minutes: 0,
      onResult: (result) => told.push(result),
    });
    expect(told).toEqual(report.checks);
  });
});

describe('a set-up that is wrong has one failure, with what to do', () => {
  test.each<[string, Setup, string, string, RegExp, RegExp]>([
    [
      'an address that may not get credentials',
      { credentials: { instance_url: 'https://evil.example' } },
      'url',
      'credentials_invalid',
      /its host is not under halopsa\.com/,
      /Set `instance_url`/,
    ],
    [
      'a port where nobody listens',
      { credentials: { instance_url: 'http://127.0.0.1:1' } },
      'reachable',
      'halo_unavailable',
      /nothing listens at `127\.0\.0\.1:1` \(connection refused\)/,
      /Check the host/,
    ],
    [
      'a server that hangs up',
      { faults: [{ kind: 'reset-before', times: 9, match: { path: '/api/authinfo' } }] },
      'reachable',
      'halo_unavailable',
      /ended the connection without an answer/,
      /proxy or firewall/,
    ],
    [
      'an HTML page in place of HaloPSA',
      { faults: [{ kind: 'html', status: 200, times: 99 }] },
      'authinfo',
      'credentials_invalid',
      /answered with an HTML page/,
      /not to a portal/,
    ],
    [
      'an HTML page in place of a token',
      { faults: [{ kind: 'html', status: 200, match: { path: '/auth/token' } }] },
      'token',
      'halo_unavailable',
      /token endpoint answered, with an HTML page/,
      /are the addresses shown in HaloPSA/,
    ],
    [
      'a redirect',
      { faults: [{ kind: 'redirect', location: 'https://login.example/', match: { path: '/api/authinfo' } }] },
      'authinfo',
      'credentials_invalid',
      /redirects to another address \(https:\/\/login\.example\)/,
      /Set `instance_url`/,
    ],
    [
      'a wrong client secret',
      { credentials: { client_secret: 'canary-of-a-wrong-secret' } },
      'token',
      'credentials_invalid',
      /refused to issue a token \(401\): invalid_client/,
      /`client_id` and `client_secret`/,
    ],
    [
      'a scope that does not exist',
      { credentials: { scope: 'edit:tickets read:actions' } },
      'token',
      'scope_missing',
      /Asked for alone, `read:actions` is refused/,
      /`edit:tickets edit:assets read:customers`/,
    ],
    [
      'another tenant',
      { credentials: { tenant: 'contoso' } },
      'token',
      'credentials_invalid',
      /The tenants differ: the credentials say `contoso`, this HaloPSA is `northwind`/,
      /Set `tenant` to `northwind`/,
    ],
    [
      'scopes that do not suffice',
      { credentials: { scope: 'edit:tickets' } },
      'scopes',
      'scope_missing',
      /lacks the scopes `edit:assets`, `read:customers`/,
      /Give the API application exactly/,
    ],
    [
      'a throttled token endpoint',
      { faults: [{ kind: '429', retryAfter: 60, match: { path: '/auth/token' } }] },
      'token',
      'rate_limited',
      /asks to slow down/,
      /Wait/,
    ],
  ])('%s', async (_, setup, name, code, finding, remedy) => {
    const report = await check(setup);
    expect(failures(report)).toEqual([
      { name, status: 'fail', code, finding: expect.stringMatching(finding), remedy: expect.stringMatching(remedy) },
    ]);
    expect(report.ok).toBe(false);
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  test('a certificate that is self-signed, and no request gets through', async () => {
    const server = await startHttpsServer();
    const report = await check({ credentials: { instance_url: server.url } });
    await server.close();
    expect(failures(report)).toMatchObject([
      { name: 'certificate', finding: expect.stringContaining('it is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)') },
    ]);
    expect(of(report, 'reachable').status).toBe('ok');
    expect(server.requests()).toBe(0);
  });

  test("a role that doesn't reach as far as the scopes", async () => {
    const role_scopes = ['edit:tickets', 'edit:assets'];
    const seed = { oauth: { ...SIMULATOR_CREDENTIALS, allowed_scopes: ['all'], role_scopes, agent_id: 7 } };
    const report = await check({ simulator: { seed } });
    expect(failures(report)).toMatchObject([
      { name: 'read_clients', code: 'scope_missing', remedy: expect.stringContaining('what is missing') },
      { name: 'read_sites', code: 'scope_missing' },
    ]);
  });
});

describe('a HaloPSA that answers in its own way', () => {
  test('and lists a timeline only by its ticket is not blamed while there is no ticket', async () => {
    const report = await check({ faults: [{ kind: 'status', status: 400, match: { path: '/api/Actions' } }] });
    expect(failures(report)).toEqual([]);
    expect(of(report, 'read_actions')).toMatchObject({
      status: 'skipped',
      finding: expect.stringContaining('no ticket is visible'),
    });
  });

  test('and has no list at its address is said to be at another', async () => {
    const report = await check({ faults: [{ kind: 'status', status: 404, match: { path: '/api/Client' } }] });
    expect(failures(report)).toMatchObject([
      { name: 'read_clients', remedy: expect.stringContaining('the API seems to be at another address') },
    ]);
  });

  test('and sends a web page for a list is said to do so', async () => {
    const report = await check({ faults: [{ kind: 'html', status: 200, match: { path: '/api/Client' } }] });
    expect(failures(report)).toMatchObject([
      { name: 'read_clients', finding: 'HaloPSA answered 200 to /Client, but with an HTML page, not with JSON.' },
    ]);
  });
});

test('what needs something that failed is skipped', async () => {
  const report = await check({ credentials: { client_secret: 'wrong-secret' } });
  const skippedNames = report.checks.filter(({ status }) => status === 'skipped').map(({ name }) => name);
  expect(skippedNames).toEqual(
    CHECK_NAMES.filter((name) =>
      /^(certificate|agent|scopes|read_.*|outcomes|.*_types|statuses|priorities|agents)$/.test(name),
    ),
  );
});

describe('a set-up that works, but about which somebody should know', () => {
  test.each<[string, Setup, string, RegExp]>([
    ['a person as its agent', { simulator: { seed: {} } }, 'agent', /looks like a person/],
    ['more scopes than needed', { credentials: { scope: 'all' } }, 'scopes', /`all`/],
    ['no outcome for notes', { noteOutcome: 'Internal' }, 'outcomes', /no outcome `Internal`/],
    ['no asset that is visible', { simulator: { seed: { agents: [AGENT], assets: [] } } }, 'read_assets', /No asset/],
    [
      'no asset type',
      { simulator: { seed: { agents: [AGENT], asset_types: [], assets: [] } } },
      'asset_types',
      /No asset type/,
    ],
    [
      'a list that may not be read',
      { faults: [{ kind: 'empty-403', match: { path: '/api/Agent' } }] },
      'agents',
      /403/,
    ],
    [
      'another token server',
      { simulator: { seed: { agents: [AGENT] }, toggles: { hostedAuth: true } } },
      'authinfo',
      /issues tokens at/,
    ],
    [
      'no word on how to log on',
      { faults: [{ kind: 'status', status: 404, match: { path: '/api/authinfo' } }] },
      'authinfo',
      /404/,
    ],
  ])('%s', async (_, setup, name, finding) => {
    const report = await check(setup);
    expect(report.ok).toBe(true);
    expect(of(report, name)).toMatchObject({ status: 'warn', finding: expect.stringMatching(finding) });
    expect(of(report, name).remedy).toMatch(/\.$/);
  });
});

test('rate limits that HaloPSA shows with any reply are told', async () => {
  const faults: FaultRule[] = [
    {
      kind: 'status',
      status: 200,
      body: [],
      headers: { 'X-Rate-Limit-Remaining': '120' },
      match: { path: '/api/Status' },
    },
  ];
  expect(of(await check({ faults }), 'rate_limit').finding).toContain('x-rate-limit-remaining: 120');
});

test('a server that repeats the credentials does not get them into the report', async () => {
  halo = await startTestHalo();
  const server = await startHttpServer((_, response) => {
    response.end(JSON.stringify({ auth_url: `https://x/${halo.credentials.client_secret}`, tenant_id: 'northwind' }));
  });
  const report = await runChecks({
    credentials: { ...halo.credentials, instance_url: server.url.href },
    urlPolicy: { allowedHosts: new Set(), allowLoopbackHttp: true },
    sendHttp: halo.sendHttp,
    clock: halo.clock,
    deadlineAtMs: 20_000,
    noteOutcome: 'Note',
    callsPer5Minutes: 0,
  });
  await server.close();
  expect(of(report, 'authinfo').finding).toContain('[redacted]');
  expect(JSON.stringify(report)).not.toContain(halo.credentials.client_secret);
});
