import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type FaultRule,
  type HaloSimulator,
  startHaloSimulator,
  type Toggles,
} from '../../../infra/local/halopsa-simulator/index.ts';
import { defaultSeed } from '../../../infra/local/halopsa-simulator/seed.ts';
import { examine } from '../../support/doctor.ts';

let simulator: HaloSimulator;
beforeEach(async () => {
  simulator = await startHaloSimulator();
});
afterEach(() => simulator.close());

const probe = (...args: string[]) => examine(['probe', '--write', ...args], simulator.url);
const seededAssets = defaultSeed().assets?.length;
const always = { times: Number.POSITIVE_INFINITY };

/** What the tenant is left with. */
const left = () => ({
  tickets: simulator.state.tickets.filter(({ deleted }) => !deleted).map(({ id }) => id),
  assets: simulator.state.assets.slice(seededAssets).map(({ id }) => id),
});
const NOTHING = { tickets: [], assets: [] };

const posted = (path: RegExp) =>
  simulator.calls.matching({ method: 'POST', path }).map(({ body }) => JSON.stringify(body));

describe('a probe', () => {
  test('plays the six actions and leaves nothing behind', async () => {
    const { report, exitCode, output } = await probe('--test-client-id', '12', '--asset-type-id', '8');
    const played = report.checks.slice(report.checks.findIndex(({ name }) => name === 'lookup_client_site'));
    expect(played.map(({ name, status }) => `${status} ${name}`)).toEqual([
      'ok lookup_client_site',
      'ok create_ticket',
      'ok update_ticket',
      'ok search_tickets',
      'ok add_action',
      'ok link_asset_to_ticket',
      'ok link_existing_asset',
      'ok clean_up',
    ]);
    expect(output).toContain('Client 12 Northwind Dental, site 18 Main: the records go there.');
    expect(output).toContain('(asset type 8)');
    expect(output).toContain('3 records were removed, and are gone.');
    expect([exitCode, left()]).toEqual([0, NOTHING]);
  });

  test('tags every record that it makes', async () => {
    await probe();
    const writes = [...posted(/Tickets$/), ...posted(/Actions$/), ...posted(/Asset$/)];
    const made = writes.filter((body) => !/"id":/.test(body) || /Actions/.test(body));
    expect(made).toHaveLength(4);
    for (const body of made) expect(body).toMatch(/"(summary|note|inventory_number)":"\[halopsa-doctor\]/);
  });

  test('says where its records went when nobody said where', async () => {
    const { output } = await probe();
    expect(output).toContain('Client 1 Unknown, site 1 Unknown, the first that fits: the records go there.');
    expect(output).toContain('(asset type 7 Workstation, the first)');
  });

  test('finds a client that is on no first page of the list, and makes nothing for one that is not there', async () => {
    simulator.state.clients.unshift(
      ...Array.from({ length: 60 }, (_, i) => ({ id: 1000 + i, name: `Branch ${i}`, inactive: false })),
    );
    expect((await probe('--test-client-id', '12')).output).toContain('Client 12 Northwind Dental, site 18 Main');
    simulator.calls.clear();
    const { output, exitCode } = await probe('--test-client-id', '999');
    expect(output).toContain('✗ lookup_client_site   HaloPSA has no client 999 that the agent may see.');
    expect([exitCode, posted(/Tickets$/)]).toEqual([1, []]);
  });

  test('takes the type of an asset where the types are closed to the agent', async () => {
    simulator.faults.add({ kind: 'empty-403', match: { path: '/api/AssetType' }, ...always });
    const { exitCode, output } = await probe();
    expect(output).toContain('(asset type 7, that of asset');
    expect([exitCode, left()]).toEqual([0, NOTHING]);
  });

  test('leaves the records of another probe alone', async () => {
    simulator.faults.add({ kind: 'empty-403', match: { method: 'DELETE' }, ...always });
    await probe();
    const others = left();
    simulator.faults.clear();
    expect((await probe()).exitCode).toBe(0);
    expect(left()).toEqual(others);
  });

  test.each<[string, Partial<Toggles>]>([
    [
      'replies as lists, ids as text, and no word on what was deleted',
      { replyShape: 'array', idStyle: 'string', deleteStatus: 204 },
    ],
    ['replies in envelopes and ids with a point', { replyShape: 'envelope', idStyle: 'float', assetCreateStatus: 200 }],
    [
      'updates that want type and client, and tickets without their assets',
      { updateNeedsTypeAndClient: true, assetsOnPlainGet: false },
    ],
  ])('works with %s', async (_, toggles) => {
    Object.assign(simulator.toggles, toggles);
    const { exitCode } = await probe();
    expect([exitCode, left()]).toEqual([0, NOTHING]);
  });
});

describe('a probe that fails', () => {
  test.each<[string, FaultRule, string[]]>([
    [
      'at the first write',
      {
        kind: 'status',
        status: 400,
        body: { Message: 'Please enter a Category' },
        match: { method: 'POST', path: '/api/Tickets' },
      },
      ['create_ticket'],
    ],
    ['in the middle', { kind: 'empty-403', match: { path: '/api/Actions', method: 'POST' } }, ['add_action']],
    [
      'at a write whose reply is lost',
      { kind: 'reset-after-commit', match: { method: 'POST', path: '/api/Tickets' } },
      ['create_ticket'],
    ],
    [
      'at an asset whose reply is lost',
      { kind: 'broken-json', match: { method: 'POST', path: '/api/Asset' } },
      ['link_asset_to_ticket'],
    ],
  ])('%s says what failed and removes what was made', async (_, fault, failed) => {
    simulator.faults.add(fault);
    const { report, exitCode } = await probe();
    expect(report.checks.filter(({ status }) => status === 'fail').map(({ name }) => name)).toEqual(failed);
    expect([exitCode, left()]).toEqual([1, NOTHING]);
  });

  test('shows the words of HaloPSA', async () => {
    const body = { Message: 'Please enter a Category' };
    simulator.faults.add({ kind: 'status', status: 400, body, match: { method: 'POST', path: '/api/Tickets' } });
    expect((await probe()).output).toContain('Please enter a Category');
  });

  test('for lack of an asset type says how to name one', async () => {
    simulator.faults.add({ kind: 'empty-403', match: { path: '/api/AssetType' }, ...always });
    simulator.state.assets = [];
    const { exitCode, output } = await probe();
    expect(output).toContain('Name one with --asset-type-id.');
    expect(exitCode).toBe(1);
    expect((await probe('--asset-type-id', '7')).exitCode).toBe(0);
  });

  test('before it begins makes nothing', async () => {
    const { exitCode } = await examine(['probe', '--write', '--scope', 'read:tickets'], simulator.url);
    expect([exitCode, left(), posted(/Tickets/)]).toEqual([1, NOTHING, []]);
  });
});

describe('a probe that somebody ends', () => {
  test.each(['create_ticket', 'add_action', 'link_asset_to_ticket'])('after %s removes what was made', async (last) => {
    const stop = new AbortController();
    const { report, exitCode, output } = await examine(['probe', '--write'], simulator.url, {
      stop: stop.signal,
      onResult: ({ name }) => name === last && stop.abort(),
    });
    expect(report).toMatchObject({ interrupted: true, ok: true });
    expect(report.checks.find(({ name }) => name === 'link_existing_asset')?.status).toBe('skipped');
    expect(output).toContain('Ended before it was done');
    expect([exitCode, left()]).toEqual([2, NOTHING]);
  });
});

describe('what HaloPSA does not let go', () => {
  const leftovers = () => [...left().tickets, ...left().assets];

  test.each<[string, FaultRule]>([
    ['by a refusal', { kind: 'empty-403', match: { method: 'DELETE' }, ...always }],
    ['by a success that is none', { kind: 'status', status: 200, body: {}, match: { method: 'DELETE' }, ...always }],
  ])('%s is listed with its id and address', async (_, fault) => {
    simulator.faults.add(fault);
    const { report, exitCode, output } = await probe();
    expect(exitCode).toBe(1);
    expect(report.leftovers?.map(({ id }) => id).toSorted()).toEqual(leftovers().toSorted());
    for (const id of left().tickets) expect(output).toContain(`ticket ${id}  ${simulator.url}/tickets?id=${id}`);
    for (const id of left().assets) expect(output).toContain(`asset ${id}  ${simulator.url}/assets?id=${id}`);
  });

  test('is removed later by `clean`, which touches nothing else', async () => {
    simulator.faults.add({ kind: 'empty-403', match: { method: 'DELETE' }, ...always });
    await probe();
    const mine = { ...simulator.state.tickets[0], id: 9000, summary: 'About [halopsa-doctor]' };
    simulator.state.tickets.push(mine as (typeof simulator.state.tickets)[number]);
    expect((await examine(['clean'], simulator.url)).exitCode).toBe(1);
    simulator.faults.clear();
    const { output, exitCode } = await examine(['clean'], simulator.url);
    expect(output).toContain('3 records were removed, and are gone.');
    expect([exitCode, left()]).toEqual([0, { tickets: [9000], assets: [] }]);
    expect((await examine(['clean'], simulator.url)).output).toContain('There is nothing to remove.');
  });

  test('nor lets be seen is said to be unverified', async () => {
    simulator.faults.add({ kind: 'empty-403', match: { method: 'GET', path: /\/Asset$/i }, skip: 2, ...always });
    const { report, exitCode } = await probe();
    expect(report.checks.at(-1)).toMatchObject({ finding: expect.stringContaining('could not be verified') });
    expect([exitCode, left()]).toEqual([1, NOTHING]);
  });
});
